"""Schedules: what begins by itself, where and when."""

from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment, RandomId


class Schedule(Base):
    """One window of a pack's calendar in one municipality, every year. Written by: shared.queue."""

    __tablename__ = "schedule"
    __table_args__ = (
        CheckConstraint("month BETWEEN 1 AND 12", name="month_is_known"),
        CheckConstraint("day BETWEEN 1 AND 31", name="day_is_known"),
        CheckConstraint("period_kind IN ('academic_year', 'finished_year', 'month')", name="period_kind_is_known"),
        UniqueConstraint("municipality_id", "queue", "pack_code", "calendar_code", "month"),
        Index("ix_schedule_queue_next_run_at_enabled", "queue", "next_run_at", postgresql_where=text("enabled")),
    )
    table_class = TableClass.control

    id: Mapped[RandomId]
    queue: Mapped[Code]
    """The service that does it."""
    kind: Mapped[Code]
    """Kind of the job that is asked for once a period."""
    municipality_id: Mapped[int] = mapped_column(Integer, ForeignKey("municipality.id"))
    pack_code: Mapped[Code]
    """The version is looked up when a period starts: the one published last."""
    calendar_code: Mapped[Code]
    """Entry of the pack's calendar: CAL-2."""
    month: Mapped[int] = mapped_column(SmallInteger)
    day: Mapped[int] = mapped_column(SmallInteger)
    """A day of the window; in a shorter month its last one."""
    timezone: Mapped[str] = mapped_column(Text)
    """The pack's, as of the schedule's making: `Asia/Krasnoyarsk`."""
    period_kind: Mapped[Code] = mapped_column(server_default="academic_year")
    """How its periods are named: by the academic year of the day, the one finished before it, or the month."""
    options: Mapped[dict[str, str]] = mapped_column(JSONB)
    """Options of the rule that differ from its defaults."""
    enabled: Mapped[bool] = mapped_column(Boolean)
    next_run_at: Mapped[Moment]
    """Start of the local day of the next period that nobody has started yet."""
    version: Mapped[int] = mapped_column(Integer)
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    """Who made it; what it starts is started in this name."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
