"""Files of reports: what was rendered for printing and for the web."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Integer, LargeBinary, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class ReportFile(Base):
    """One report in one format, the latest that was rendered. Written by: monitoring."""

    __tablename__ = "report_file"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "report_id"], ["report.municipality_id", "report.id"], ondelete="CASCADE"
        ),
        CheckConstraint("format IN ('docx', 'html')", name="format_is_known"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    format: Mapped[Code] = mapped_column(primary_key=True)
    """docx or html."""
    content: Mapped[bytes] = mapped_column(LargeBinary)
    report_version: Mapped[int] = mapped_column(Integer)
    """The version of the report that it shows."""
    rendered_at: Mapped[Moment]
