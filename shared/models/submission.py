"""Submissions: who takes part in a campaign, and how far their answer has come."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class Submission(Base):
    """The answer of one school or municipality to one campaign; a row is a participant. Written by: monitoring.

    Late, on time and no answer are told from `first_submitted_at` and the campaign's last day, never stored.
    """

    __tablename__ = "submission"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "campaign_id"], ["campaign.municipality_id", "campaign.id"], ondelete="CASCADE"
        ),
        CheckConstraint("level IN ('school', 'municipality')", name="level_is_known"),
        CheckConstraint("state IN ('draft', 'submitted', 'accepted', 'returned')", name="state_is_known"),
        CheckConstraint("(first_submitted_at IS NULL) = (submitted_at IS NULL)", name="moments_of_submission_agree"),
        CheckConstraint("state = 'draft' OR submitted_at IS NOT NULL", name="what_left_the_draft_was_submitted"),
        CheckConstraint(
            "(state IN ('accepted', 'returned')) <= (decided_at IS NOT NULL)", name="decisions_have_a_moment"
        ),
        CheckConstraint("state <> 'returned' OR remarks IS NOT NULL", name="a_return_says_why"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    level: Mapped[Code] = mapped_column(primary_key=True)
    """school or municipality."""
    object_code: Mapped[Code] = mapped_column(primary_key=True)
    """Key of the school, or ОКТМО."""
    state: Mapped[Code]
    """draft → submitted → accepted or returned, and from there submitted again."""
    remarks: Mapped[str | None] = mapped_column(Text)
    """Why it was returned."""
    first_submitted_at: Mapped[Moment | None]
    """Decides whether it came in time; a return and a second submission do not make it late."""
    submitted_at: Mapped[Moment | None]
    decided_at: Mapped[Moment | None]
    """When it was last accepted or returned."""
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    updated_at: Mapped[Moment]
