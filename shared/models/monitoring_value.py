"""Values of monitoring: what schools and municipalities answer for a period."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class MonitoringValue(Base):
    """One element that one school or municipality answered for one period. Written by: monitoring.

    No foreign keys, as with assessment_result.
    """

    __tablename__ = "monitoring_value"
    __table_args__ = (
        CheckConstraint("level IN ('school', 'municipality')", name="level_is_known"),
        CheckConstraint("answer IN ('yes', 'no', 'not_applicable')", name="answer_is_known"),
        CheckConstraint("(answer IS NULL) <> (numerator IS NULL)", name="an_answer_or_a_number"),
        CheckConstraint("denominator IS NULL OR numerator IS NOT NULL", name="no_denominator_alone"),
        CheckConstraint("numerator >= 0 AND numerator <= denominator", name="numerator_is_part_of_denominator"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    pack_code: Mapped[Code] = mapped_column(primary_key=True)
    period: Mapped[Code] = mapped_column(primary_key=True)
    """An academic year (2022/2023) or the month of a half-yearly monitoring (2023-01)."""
    level: Mapped[Code] = mapped_column(primary_key=True)
    """school or municipality."""
    object_code: Mapped[Code] = mapped_column(primary_key=True)
    """Key of the school, or ОКТМО."""
    element_code: Mapped[Code] = mapped_column(primary_key=True)
    answer: Mapped[Code | None]
    """yes, no or not_applicable."""
    numerator: Mapped[int | None] = mapped_column(Integer)
    """Numerator of a share, or the count itself where there is no denominator."""
    denominator: Mapped[int | None] = mapped_column(Integer)
    campaign_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The campaign in which it was accepted; none where it came from a file."""
