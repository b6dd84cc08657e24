"""Periods of schedules: each is started once."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class SchedulePeriod(Base):
    """One period of one schedule; its key is what makes "once per period" hold. Written by: shared.queue."""

    __tablename__ = "schedule_period"
    __table_args__ = (
        CheckConstraint("state IN ('started', 'skipped')", name="state_is_known"),
        CheckConstraint("triggered_by IN ('schedule', 'request')", name="trigger_is_known"),
        CheckConstraint("state = 'started' OR job_id IS NULL", name="skipped_periods_have_no_job"),
    )
    table_class = TableClass.control

    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedule.id"), primary_key=True)
    period: Mapped[Code] = mapped_column(primary_key=True)
    """As people name it: the academic year `2022/2023`, or the month `2023-01`."""
    state: Mapped[Code]
    """skipped: it passed while nothing worked, and a later one was due as well."""
    triggered_by: Mapped[Code]
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    """Who asked for it; none where the schedule itself did."""
    job_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The job that the schedule asked for; none where a request started the work at once."""
    started_id: Mapped[UUID | None] = mapped_column(Uuid)
    """What was started, once it is: a run, a campaign."""
    due_at: Mapped[Moment | None]
    """When it was due; none where a request came of its own."""
    created_at: Mapped[Moment]
