"""Addressed recommendations of reports."""

from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKeyConstraint, SmallInteger, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class ReportRecommendation(Base):
    """What one report advises to whom; of an approved report it never changes. Written by: monitoring."""

    __tablename__ = "report_recommendation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "report_id"], ["report.municipality_id", "report.id"], ondelete="CASCADE"
        ),
        CheckConstraint("addressee IN ('school', 'leaders', 'teachers')", name="addressee_is_known"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    """Its place in the report, from 1 on."""
    addressee: Mapped[Code]
    """school, leaders or teachers."""
    text: Mapped[str] = mapped_column(Text)
    measure: Mapped[str | None] = mapped_column(Text)
    """The measure of the programme that it stands on, as printed."""
    deficit_code: Mapped[Code | None]
    """The deficit of the pack; none of what people added for another reason."""
    schools: Mapped[list[str]] = mapped_column(ARRAY(Text(collation="C")))
    """Keys of the schools it is meant for."""
