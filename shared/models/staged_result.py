"""Rows of an import, as text: a result of an assessment procedure."""

from uuid import UUID

from sqlalchemy import Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass


class StagedResult(Base):
    """One result of an assessment procedure as it came, every cell as text. Written by: shared.imports."""

    __tablename__ = "staged_result"
    table_class = TableClass.intake

    receipt_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    row_number: Mapped[int] = mapped_column(Integer, primary_key=True)
    school_code: Mapped[str | None] = mapped_column(Text)
    academic_year: Mapped[str | None] = mapped_column(Text)
    procedure: Mapped[str | None] = mapped_column(Text)
    participants: Mapped[str | None] = mapped_column(Text)
    below_threshold: Mapped[str | None] = mapped_column(Text)
    fault: Mapped[str | None] = mapped_column(Text)
    """Why the row could not be read at all: a code of shared/files."""
    fault_column: Mapped[str | None] = mapped_column(Text)
