"""Documents of tasks: what confirms that a measure was carried out."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, Index, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class MeasureDocument(Base):
    """A document attached to a task. Written by: roadmap.

    Where it names pupils or teachers only its number and date are kept (B58).
    """

    __tablename__ = "measure_document"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "task_id"], ["measure_task.municipality_id", "measure_task.id"]),
        ForeignKeyConstraint(["municipality_id", "sha256"], ["stored_file.municipality_id", "stored_file.sha256"]),
        CheckConstraint("state IN ('attached', 'withdrawn')", name="state_is_known"),
        CheckConstraint("(sha256 IS NULL) = (file_name IS NULL)", name="a_file_has_a_name"),
        CheckConstraint(
            "NOT reference_only OR (sha256 IS NULL AND link IS NULL AND number IS NOT NULL AND issued_on IS NOT NULL)",
            name="a_reference_is_number_and_date",
        ),
        Index("ix_measure_document_task", "municipality_id", "task_id"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    task_id: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[Code]
    """As in shared/indicators/documents.py."""
    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    issued_on: Mapped[date | None] = mapped_column(Date)
    link: Mapped[str | None] = mapped_column(Text)
    """Where it is published."""
    reference_only: Mapped[bool]
    sha256: Mapped[Code | None]
    file_name: Mapped[str | None] = mapped_column(Text)
    """As the sender calls it; for people, never a place."""
    state: Mapped[Code]
    """attached → withdrawn: it stays here and counts for nothing."""
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
