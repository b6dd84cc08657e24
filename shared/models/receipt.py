"""Receipts of imports: what came in and what became of it."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment, RandomId


class Receipt(Base):
    """One import; its counts always add up. Written by: identification."""

    __tablename__ = "receipt"
    __table_args__ = (
        CheckConstraint("state IN ('received', 'done')", name="state_is_known"),
        CheckConstraint("dataset IN ('schools', 'results', 'context')", name="dataset_is_known"),
        CheckConstraint(
            "state = 'received' OR received = created + updated + unchanged + rejected", name="counts_add_up"
        ),
    )
    table_class = TableClass.reference

    id: Mapped[RandomId]
    client_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    """Who sent it; none for the command line."""
    job_id: Mapped[UUID | None] = mapped_column(Uuid)
    dataset: Mapped[Code]
    media_type: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[Code]
    """received → done; whether a received one is waiting, running or dead its job says."""
    received: Mapped[int] = mapped_column(Integer, default=0)
    created: Mapped[int] = mapped_column(Integer, default=0)
    updated: Mapped[int] = mapped_column(Integer, default=0)
    unchanged: Mapped[int] = mapped_column(Integer, default=0)
    rejected: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
