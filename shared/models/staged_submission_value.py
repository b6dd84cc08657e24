"""Rows of an import, as text: one element of one submission."""

from uuid import UUID

from sqlalchemy import Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass


class StagedSubmissionValue(Base):
    """One element of one submission as it came, every cell as text. Written by: shared.imports."""

    __tablename__ = "staged_submission_value"
    table_class = TableClass.intake

    receipt_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    row_number: Mapped[int] = mapped_column(Integer, primary_key=True)
    level: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(Text)
    element: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    numerator: Mapped[str | None] = mapped_column(Text)
    denominator: Mapped[str | None] = mapped_column(Text)
    comment: Mapped[str | None] = mapped_column(Text)
    fault: Mapped[str | None] = mapped_column(Text)
    """Why the row could not be read at all: a code of shared/files."""
    fault_column: Mapped[str | None] = mapped_column(Text)
