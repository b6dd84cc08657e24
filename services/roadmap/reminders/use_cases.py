"""Responsible parties are reminded: looks are asked for, digests are made."""

from datetime import date
from typing import Any

import structlog
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.reminders import queries
from services.roadmap.reminders.rules import choose_look_days, find_morning
from services.roadmap.reminders.schemas import ReminderRead, RemindResponsibles
from shared.changes import Changed, record_change
from shared.local_days import find_local_day
from shared.models import Reminder, Roadmap
from shared.queue import enqueue

logger = structlog.get_logger(__name__)


async def ask_for_reminders(session: AsyncSession, roadmap: Roadmap) -> None:
    """Ask for a look on every day on which something of a roadmap comes up; once for days that others asked for.

    To be called when a roadmap is approved, and again when its dates change: a look too many finds nothing to do.
    """
    today = find_local_day(roadmap.timezone, await queries.read_clock(session))
    days = choose_look_days(await queries.list_look_days(session, roadmap), today)
    awaited = await queries.list_awaited_days(session, roadmap.municipality_id)
    for day in sorted(days - awaited):
        payload = RemindResponsibles(municipality_id=roadmap.municipality_id, day=day)
        await enqueue(session, payload, due_at=find_morning(roadmap.timezone, day))


async def remind_responsibles(session: AsyncSession, municipality_id: int, day: date) -> None:
    """Make the digests of a municipality for whatever came up from a day until today, each of today once.

    A look that comes late makes up for the days between. Nothing is sent: digests are read, by people and programs.
    """
    made = await queries.add_reminders(session, municipality_id, day, await queries.read_clock(session))
    if not made:
        return
    key, number = f"{municipality_id}/{day}", f"reminders={len(made)}"
    await record_change(session, Changed("reminders", key, "reminded", (number,), municipality_id), None)
    logger.info("responsibles_reminded", municipality_id=municipality_id, reminders=len(made))


def describe_reminder(row: Row[*tuple[Any, ...]]) -> ReminderRead:
    """Return a digest as people read it."""
    reminder: Reminder = row[0]
    told = {name: getattr(reminder, name) for name in ("id", "day", "school_code", "responsible", "escalated")}
    return ReminderRead.model_validate(
        told | {"municipality": row.oktmo, "items": reminder.items, "created_at": reminder.created_at}
    )
