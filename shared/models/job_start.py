"""Starts of jobs: one without an end is a crash."""

from uuid import UUID

from sqlalchemy import Index, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Moment, RandomId


class JobStart(Base):
    """One start of a job by one worker, recorded after the claim. Written by: shared.queue."""

    __tablename__ = "job_start"
    __table_args__ = (Index("ix_job_start_job_id", "job_id"),)
    table_class = TableClass.control

    id: Mapped[RandomId]
    job_id: Mapped[UUID] = mapped_column(Uuid)
    worker: Mapped[str] = mapped_column(Text)
    """Host and process id."""
    backend_pid: Mapped[int] = mapped_column(Integer)
    """Postgres backend of the working transaction, for the watchdog."""
    started_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
