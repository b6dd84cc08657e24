"""Proposals: measures that the product proposes and people take into a roadmap or decline."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class MeasureProposal(Base):
    """One measure proposed for a reason that the tables hold; people decide. Written by: roadmap."""

    __tablename__ = "measure_proposal"
    __table_args__ = (
        # The same reason proposes the same measure once.
        UniqueConstraint("municipality_id", "reason_key"),
        CheckConstraint("source IN ('recommendation', 'undone', 'no_effect')", name="source_is_known"),
        CheckConstraint("state IN ('proposed', 'accepted', 'declined')", name="state_is_known"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decisions_have_a_moment"),
        CheckConstraint("state <> 'accepted' OR measure_id IS NOT NULL", name="what_is_accepted_is_a_measure"),
        CheckConstraint("state <> 'declined' OR remarks IS NOT NULL", name="declining_says_why"),
        # A proposal is looked up by its id alone, within what the caller may see.
        Index("ix_measure_proposal_id", "id"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    reason_key: Mapped[Code]
    """What it stands on, in letters: `recommendation/<report>/<position>/<school>`, `undone/<task>` …"""
    source: Mapped[Code]
    """recommendation (of a report), undone (a measure of last year), no_effect (the facts did not change)."""
    school_code: Mapped[Code | None]
    year: Mapped[int] = mapped_column(SmallInteger)
    """The academic year (its first calendar year) for which it is proposed."""
    reason: Mapped[str] = mapped_column(Text)
    """Why, in Russian, for people."""
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """The measure as it would stand in the roadmap."""
    report_id: Mapped[UUID | None] = mapped_column(Uuid)
    task_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The task of the roadmap before, for carry-over (CAL-10, CAL-14)."""
    state: Mapped[Code]
    """proposed → accepted or declined."""
    measure_id: Mapped[UUID | None] = mapped_column(Uuid)
    """What it became."""
    remarks: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[Moment | None]
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    created_at: Mapped[Moment]
