"""Years in which a procedure was not held."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import AcademicYear, Code


class ProcedureNotHeld(Base):
    """A procedure that was not held in a year; "not held" is not "missing". Written by: migrate."""

    __tablename__ = "procedure_not_held"
    table_class = TableClass.reference

    procedure_code: Mapped[Code] = mapped_column(ForeignKey("procedure.code"), primary_key=True)
    academic_year: Mapped[AcademicYear] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text)
