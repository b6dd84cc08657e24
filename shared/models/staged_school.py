"""Rows of an import, as text: a school of the register."""

from uuid import UUID

from sqlalchemy import Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass


class StagedSchool(Base):
    """One row of a file as it came, every cell as text: a school of the register. Written by: shared.imports."""

    __tablename__ = "staged_school"
    table_class = TableClass.intake

    receipt_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    row_number: Mapped[int] = mapped_column(Integer, primary_key=True)
    school_code: Mapped[str | None] = mapped_column(Text)
    school_name: Mapped[str | None] = mapped_column(Text)
    municipality_oktmo: Mapped[str | None] = mapped_column(Text)
    municipality_name: Mapped[str | None] = mapped_column(Text)
    grades_from: Mapped[str | None] = mapped_column(Text)
    grades_to: Mapped[str | None] = mapped_column(Text)
    fault: Mapped[str | None] = mapped_column(Text)
    """Why the row could not be read at all: a code of shared/files."""
    fault_column: Mapped[str | None] = mapped_column(Text)
