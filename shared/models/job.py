"""Jobs: the truth about work to be done."""

from typing import Any

from sqlalchemy import CheckConstraint, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment, RandomId


class Job(Base):
    """A job, committed with the business change that asks for it. Written by: shared.queue."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('ready', 'done', 'dead', 'cancelled')", name="state_is_known"),
        Index("ix_job_queue_due_at_ready", "queue", "due_at", postgresql_where=text("state = 'ready'")),
        Index("ix_job_queue_kind_dead", "queue", "kind", postgresql_where=text("state = 'dead'")),
        # For operators, who page through a queue.
        Index("ix_job_queue_created_at", "queue", "created_at", "id"),
    )
    table_class = TableClass.control

    id: Mapped[RandomId]
    queue: Mapped[Code]
    kind: Mapped[Code]
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Ids only."""
    state: Mapped[Code]
    """ready → done, dead or cancelled, and back by an operator; "running" is a held row lock, never a value."""
    due_at: Mapped[Moment]
    failures: Mapped[int] = mapped_column(Integer, default=0)
    """Errors raised by the handler; crashes are counted from job_start."""
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
