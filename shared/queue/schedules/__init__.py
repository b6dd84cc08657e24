"""Schedules: rows that say what begins when; a period begins once (docs/decisions/0010-schedules.md)."""

from shared.queue.schedules.payload import PeriodPayload
from shared.queue.schedules.periods import Trigger, lock_period, record_started, take_period
from shared.queue.schedules.planning import (
    NewSchedule,
    ScheduleEdit,
    add_schedule,
    find_current_year,
    get_day,
    lock_schedule,
    plan_next,
    update_schedule,
)
from shared.queue.schedules.scheduler import Scheduler
from shared.queue.schedules.yearly_day import Occurrence, PeriodKind, YearlyDay

__all__ = [
    "NewSchedule",
    "Occurrence",
    "PeriodKind",
    "PeriodPayload",
    "ScheduleEdit",
    "Scheduler",
    "Trigger",
    "YearlyDay",
    "add_schedule",
    "find_current_year",
    "get_day",
    "lock_period",
    "lock_schedule",
    "plan_next",
    "record_started",
    "take_period",
    "update_schedule",
]
