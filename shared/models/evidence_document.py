"""Evidence documents: what confirms the answers of a campaign."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, Index, Integer, SmallInteger, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class EvidenceDocument(Base):
    """A document that a participant attached to its answer. Written by: monitoring.

    Where the source's document holds names of pupils or teachers only its number and date are kept (B58).
    """

    __tablename__ = "evidence_document"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "campaign_id", "level", "object_code"],
            ["submission.municipality_id", "submission.campaign_id", "submission.level", "submission.object_code"],
            name="fk_evidence_document_submission",
        ),
        ForeignKeyConstraint(["municipality_id", "sha256"], ["stored_file.municipality_id", "stored_file.sha256"]),
        CheckConstraint("state IN ('attached', 'accepted', 'returned', 'withdrawn')", name="state_is_known"),
        CheckConstraint("issued_on <= valid_until", name="dates_are_ordered"),
        CheckConstraint("(sha256 IS NULL) = (file_name IS NULL)", name="a_file_has_a_name"),
        CheckConstraint(
            "NOT reference_only OR (sha256 IS NULL AND link IS NULL AND number IS NOT NULL AND issued_on IS NOT NULL)",
            name="a_reference_is_number_and_date",
        ),
        CheckConstraint(
            "(state IN ('accepted', 'returned')) <= (decided_at IS NOT NULL)", name="decisions_have_a_moment"
        ),
        CheckConstraint("state <> 'returned' OR remarks IS NOT NULL", name="a_return_says_why"),
        Index("ix_evidence_document_submission", "municipality_id", "campaign_id", "level", "object_code"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    campaign_id: Mapped[UUID] = mapped_column(Uuid)
    level: Mapped[Code]
    """school or municipality."""
    object_code: Mapped[Code]
    """Key of the school, or ОКТМО."""
    kind: Mapped[Code]
    """As in shared/indicators/documents.py."""
    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    issued_on: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    """Last day on which it is valid; none where it has no end."""
    requirements: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    """Numbers (from 1) of the rows of the set's evidence that it answers, by the campaign's version of the pack."""
    indicators: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Codes of the indicators it confirms, those of its requirements among them."""
    reference_only: Mapped[bool]
    link: Mapped[str | None] = mapped_column(Text)
    """Where it is published."""
    sha256: Mapped[Code | None]
    file_name: Mapped[str | None] = mapped_column(Text)
    """As the sender calls it; for people, never a place."""
    state: Mapped[Code]
    """attached → accepted or returned, and from there attached again; or withdrawn."""
    remarks: Mapped[str | None] = mapped_column(Text)
    """Why it was returned."""
    decided_at: Mapped[Moment | None]
    """When it was last accepted or returned."""
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
