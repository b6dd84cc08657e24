"""Receipts of imports: what came in and what became of it."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment, RandomId


class Receipt(Base):
    """One import; its counts always add up. Written by: shared.imports."""

    __tablename__ = "receipt"
    __table_args__ = (
        CheckConstraint("state IN ('received', 'done')", name="state_is_known"),
        CheckConstraint(
            "service = 'identification' AND dataset IN ('schools', 'results', 'context') "
            "OR service = 'monitoring' AND dataset = 'values'",
            name="dataset_is_known",
        ),
        CheckConstraint("(subject_id IS NULL) = (municipality_id IS NULL)", name="subjects_have_a_municipality"),
        CheckConstraint(
            "state = 'received' OR received = created + updated + unchanged + rejected", name="counts_add_up"
        ),
        CheckConstraint("stale <= unchanged", name="stale_rows_are_unchanged"),
        CheckConstraint("mode IN ('validate', 'commit')", name="mode_is_known"),
        CheckConstraint("atomic IN ('all', 'row')", name="atomic_is_known"),
        CheckConstraint("outcome IN ('merged', 'validated', 'refused')", name="outcome_is_known"),
        CheckConstraint("(state = 'done') = (outcome IS NOT NULL)", name="done_receipts_have_an_outcome"),
    )
    table_class = TableClass.reference

    id: Mapped[RandomId]
    service: Mapped[Code]
    """Whose datasets, routes and jobs it has; to the others it does not exist."""
    municipality_id: Mapped[int | None] = mapped_column(Integer)
    subject_id: Mapped[UUID | None] = mapped_column(Uuid)
    """What all its rows are of, where the service says so: a campaign of this municipality."""
    options: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'"))
    """What its service was asked to do besides, by name; empty where nothing."""
    client_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    """Who sent it; none for the command line."""
    job_id: Mapped[UUID | None] = mapped_column(Uuid)
    dataset: Mapped[Code]
    media_type: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    mode: Mapped[Code]
    """commit, or validate: count and find faults, store nothing."""
    atomic: Mapped[Code]
    """row: what is right is merged; all: one faulty row refuses the whole."""
    as_of: Mapped[Moment]
    """The sender's moment of truth; the arrival where none was told."""
    declared_totals: Mapped[dict[str, int]] = mapped_column(JSONB)
    """Control totals as the sender knows them, by name; empty where none were told."""
    accepted_totals: Mapped[dict[str, int]] = mapped_column(JSONB)
    """The same totals over the accepted rows; empty until they are counted."""
    state: Mapped[Code]
    """received → done; whether a received one is waiting, running or dead its job says."""
    received: Mapped[int] = mapped_column(Integer, default=0)
    created: Mapped[int] = mapped_column(Integer, default=0)
    updated: Mapped[int] = mapped_column(Integer, default=0)
    unchanged: Mapped[int] = mapped_column(Integer, default=0)
    stale: Mapped[int] = mapped_column(Integer, default=0)
    """Of the unchanged ones, rows older than what is stored."""
    rejected: Mapped[int] = mapped_column(Integer, default=0)
    outcome: Mapped[Code | None]
    """What became of a done one: merged, validated, or refused as a whole."""
    refusal: Mapped[str | None] = mapped_column(Text)
    """Russian sentence: why it was refused as a whole."""
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
    """Of a merged one, also the moment since which its values are known."""
