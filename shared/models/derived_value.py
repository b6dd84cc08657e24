"""Derived values: what the records of the roadmap say of a school or municipality, so that nobody is asked for it."""

from sqlalchemy import CheckConstraint, ForeignKey, Integer, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class DerivedValue(Base):
    """One element of one school or municipality in an academic year, derived anew as a whole. Written by: monitoring.

    Elements are those of shared/support/derived.py. Without a record there is no row: nothing recorded is not «нет».
    """

    __tablename__ = "derived_value"
    __table_args__ = (
        CheckConstraint("level IN ('school', 'municipality')", name="level_is_known"),
        CheckConstraint("answer IN ('yes')", name="answer_is_known"),
        CheckConstraint("actions > 0", name="it_stands_on_something"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    academic_year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    level: Mapped[Code] = mapped_column(primary_key=True)
    """school or municipality."""
    object_code: Mapped[Code] = mapped_column(primary_key=True)
    """Key of the school, or ОКТМО."""
    element_code: Mapped[Code] = mapped_column(primary_key=True)
    answer: Mapped[Code | None]
    """yes of a school; a municipality has numbers alone."""
    numerator: Mapped[int | None] = mapped_column(Integer)
    """Persons reached; of a municipality the sum over schools that know all of theirs by key, or how many schools."""
    denominator: Mapped[int | None] = mapped_column(Integer)
    """All such persons of the school, as its latest record says."""
    persons: Mapped[int | None] = mapped_column(Integer)
    """The same where all are known by key, each once, in a municipality too (B29)."""
    actions: Mapped[int] = mapped_column(Integer)
    """How many records it stands on."""
