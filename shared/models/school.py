"""Schools: the register all services read."""

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class School(Base):
    """A school of a municipality. Written by: identification."""

    __tablename__ = "school"
    __table_args__ = (
        CheckConstraint("code ~ '^(edu|ksh|spo)[0-9]{6}$'", name="code_is_kind_and_six_digits"),
        CheckConstraint("(grades_from IS NULL) = (grades_to IS NULL)", name="grades_come_in_pairs"),
        CheckConstraint("grades_from BETWEEN 1 AND grades_to AND grades_to <= 12", name="grades_are_ordered"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True)
    """Kind and six digits; `sch` of older files is `edu` here (they are the same school)."""
    printed_code: Mapped[Code]
    """The code as the sender writes it."""
    name: Mapped[str] = mapped_column(Text)
    grades_from: Mapped[int | None] = mapped_column(SmallInteger)
    grades_to: Mapped[int | None] = mapped_column(SmallInteger)
