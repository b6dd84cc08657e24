"""Values of submissions: what stands in the form of a school or municipality."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class SubmissionValue(Base):
    """One element of one submission as it stands in the form; what is accepted counts. Written by: monitoring.

    A share may have a numerator above its denominator here: a draft is kept as it is written, and told what is wrong.
    """

    __tablename__ = "submission_value"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "campaign_id", "level", "object_code"],
            [
                "submission.municipality_id",
                "submission.campaign_id",
                "submission.level",
                "submission.object_code",
            ],
            ondelete="CASCADE",
            name="fk_submission_value_submission",
        ),
        CheckConstraint("answer IN ('yes', 'no', 'not_applicable')", name="answer_is_known"),
        CheckConstraint("answer IS NULL OR (numerator IS NULL AND denominator IS NULL)", name="an_answer_or_numbers"),
        CheckConstraint("numerator >= 0 AND denominator >= 0", name="numbers_are_not_negative"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    level: Mapped[Code] = mapped_column(primary_key=True)
    object_code: Mapped[Code] = mapped_column(primary_key=True)
    element_code: Mapped[Code] = mapped_column(primary_key=True)
    answer: Mapped[Code | None]
    """yes, no or not_applicable."""
    numerator: Mapped[int | None] = mapped_column(Integer)
    """Numerator of a share, or the count itself where there is no denominator."""
    denominator: Mapped[int | None] = mapped_column(Integer)
    comment: Mapped[str | None] = mapped_column(Text)
    """What the school says of it, for example of a jump against the last period."""
    updated_at: Mapped[Moment]
