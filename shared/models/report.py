"""Analytical reports: what a monitoring or a list of at-risk schools says, and what is advised."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class Report(Base):
    """One analytical report of one municipality; an approved one never changes. Written by: monitoring.

    The database refuses every change of an approved report but its publication.
    """

    __tablename__ = "report"
    __table_args__ = (
        ForeignKeyConstraint(["pack_code", "pack_version"], ["pack.code", "pack.version"]),
        ForeignKeyConstraint(["municipality_id", "campaign_id"], ["campaign.municipality_id", "campaign.id"]),
        # One of a kind: asked for again, it is drafted anew.
        UniqueConstraint(
            "municipality_id", "kind", "campaign_id", "list_id", postgresql_nulls_not_distinct=True, name="uq_report_of"
        ),
        CheckConstraint("kind IN ('campaign', 'effectiveness', 'risk_list')", name="kind_is_known"),
        CheckConstraint("(kind = 'risk_list') = (list_id IS NOT NULL)", name="lists_have_reports_of_their_own"),
        CheckConstraint("(kind = 'risk_list') = (campaign_id IS NULL)", name="the_others_are_of_a_campaign"),
        CheckConstraint("state IN ('planned', 'drafted', 'approved', 'published')", name="state_is_known"),
        CheckConstraint("state = 'planned' OR content IS NOT NULL", name="a_draft_has_content"),
        CheckConstraint("(protocol_number IS NULL) = (protocol_date IS NULL)", name="a_protocol_has_number_and_date"),
        CheckConstraint(
            "(state IN ('approved', 'published')) = (approved_at IS NOT NULL)", name="approval_has_a_moment"
        ),
        CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL AND published_url IS NOT NULL)",
            name="publication_has_moment_and_address",
        ),
        # A report is looked up by its id alone, within what the caller may see.
        Index("ix_report_id", "id"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[Code]
    """campaign, effectiveness (справка of 1–10 June, 002 §4.6) or risk_list (002 §3.2)."""
    pack_code: Mapped[Code]
    pack_version: Mapped[Code]
    set_code: Mapped[Code | None]
    """The set of indicators; none of a list."""
    period: Mapped[Code]
    """That of the campaign; of a list its academic year."""
    campaign_id: Mapped[UUID | None] = mapped_column(Uuid)
    list_id: Mapped[UUID | None] = mapped_column(ForeignKey("school_list.id"))
    computation_id: Mapped[UUID | None] = mapped_column(ForeignKey("computation.id"))
    """The computation whose values it tells; none of a list."""
    state: Mapped[Code]
    """planned → drafted → approved → published."""
    content: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """Facts, factors, deficits, practices and groups as they were computed; people do not edit these."""
    texts: Mapped[dict[str, str]] = mapped_column(JSONB)
    """Sections in words, as people edit them."""
    letterhead: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Who issues it, line by line."""
    signatory: Mapped[str] = mapped_column(Text)
    """The post that signs; never a person's name."""
    schools: Mapped[list[str]] = mapped_column(ARRAY(Text(collation="C")))
    """The schools it speaks of, who may read what it says of them once it is approved."""
    protocol_number: Mapped[str | None] = mapped_column(Text)
    protocol_date: Mapped[date | None] = mapped_column(Date)
    """Of the meeting of the working group that considered it (003)."""
    approved_at: Mapped[Moment | None]
    published_at: Mapped[Moment | None]
    published_url: Mapped[str | None] = mapped_column(Text)
    job_id: Mapped[UUID | None] = mapped_column(Uuid)
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
