"""Context of a school: answers and shares, the current row of each."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import AcademicYear, Code, Moment


class ContextValue(Base):
    """One context element of one school in one year: an answer or an exact share. Written by: identification.

    No foreign keys, as with assessment_result.
    """

    __tablename__ = "context_value"
    __table_args__ = (
        CheckConstraint("answer IN ('yes', 'no', 'not_applicable')", name="answer_is_known"),
        CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name="shares_come_in_pairs"),
        CheckConstraint("(answer IS NULL) <> (numerator IS NULL)", name="an_answer_or_a_share"),
        CheckConstraint("numerator BETWEEN 0 AND denominator", name="numerator_is_part_of_denominator"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    school_code: Mapped[Code] = mapped_column(primary_key=True)
    academic_year: Mapped[AcademicYear] = mapped_column(primary_key=True)
    element_code: Mapped[Code] = mapped_column(primary_key=True)
    answer: Mapped[Code | None]
    """yes, no or not_applicable."""
    numerator: Mapped[int | None] = mapped_column(Integer)
    denominator: Mapped[int | None] = mapped_column(Integer)
    receipt_id: Mapped[UUID] = mapped_column(Uuid)
    as_of: Mapped[Moment]
    """The sender's moment of truth, as with assessment_result."""
