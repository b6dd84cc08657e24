"""Statements over reminders: one makes all digests of a municipality."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.reminders.rules import DUE_SOON_DAYS, ESCALATED_AFTER_DAYS
from services.roadmap.reminders.schemas import RemindResponsibles
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Job, Municipality, Reminder, Roadmap

_LOOK_DAYS = text(f"""
SELECT DISTINCT event.day
FROM measure
JOIN measure_task task ON (task.municipality_id, task.measure_id) = (measure.municipality_id, measure.id)
CROSS JOIN LATERAL (VALUES
    (task.starts_on), (task.ends_on - {DUE_SOON_DAYS}), (task.ends_on), (task.ends_on + 1),
    (task.ends_on + {ESCALATED_AFTER_DAYS})
) AS event (day)
WHERE measure.municipality_id = :municipality_id AND measure.roadmap_id = :roadmap_id
    AND task.state IN ('planned', 'in_progress')
    -- Beyond these, calendars and time zones of Python end.
    AND event.day BETWEEN DATE '1900-01-01' AND DATE '2999-12-31'
""")  # noqa: S608  # constants of ours

# A digest holds whatever presses on its day. It is made where something came up since the last look, so that nobody is
# told every day of what he knows. Who controls stands in the roadmap, else in its order; else it is for who approves.
_REMIND = text(f"""
WITH task AS (
    SELECT task.municipality_id, task.id, task.school_code, task.starts_on, task.ends_on, task.state,
        measure.number, measure.title, measure.responsible, roadmap.parties, roadmap.order_parties,
        CAST(:since AS date) AS since, CAST(timezone(roadmap.timezone, CAST(:moment AS timestamptz)) AS date) AS today
    FROM measure_task task
    JOIN measure ON (measure.municipality_id, measure.id) = (task.municipality_id, task.measure_id)
    JOIN roadmap ON (roadmap.municipality_id, roadmap.id) = (measure.municipality_id, measure.roadmap_id)
    WHERE task.municipality_id = :municipality_id AND roadmap.state = 'approved'
        AND task.state IN ('planned', 'in_progress')
), told AS (
    SELECT task.*,
        CASE
            WHEN ends_on < today THEN 'overdue'
            WHEN ends_on = today THEN 'due_today'
            WHEN ends_on <= today + {DUE_SOON_DAYS} THEN 'due_soon'
            WHEN state = 'planned' AND starts_on BETWEEN since AND today THEN 'begins'
        END AS why,
        (state = 'planned' AND starts_on BETWEEN since AND today) IS TRUE
            OR (ends_on - {DUE_SOON_DAYS} BETWEEN since AND today) IS TRUE
            OR (ends_on BETWEEN since AND today) IS TRUE
            OR (ends_on + 1 BETWEEN since AND today) IS TRUE
            OR (ends_on + {ESCALATED_AFTER_DAYS} BETWEEN since AND today) IS TRUE AS came_up,
        (ends_on + {ESCALATED_AFTER_DAYS} <= today) IS TRUE AS is_long_overdue,
        (ends_on + {ESCALATED_AFTER_DAYS} BETWEEN since AND today) IS TRUE AS became_long_overdue
    FROM task
), addressed AS (
    SELECT told.*, told.school_code AS to_school, party.name AS to_party, false AS escalated, told.came_up AS is_new
    FROM told
    LEFT JOIN LATERAL (
        SELECT DISTINCT party ->> 'name' AS name FROM jsonb_array_elements(told.responsible) party
        WHERE told.school_code IS NULL AND party ->> 'kind' <> 'all_schools'
    ) party ON true
    WHERE told.why IS NOT NULL
    UNION ALL
    SELECT told.*, NULL, controlling.name, true, told.became_long_overdue
    FROM told
    LEFT JOIN LATERAL (
        SELECT DISTINCT ranked.name
        FROM (
            SELECT named.party ->> 'name' AS name,
                rank() OVER (ORDER BY named.party ->> 'role' = 'approves', named.place) AS place
            FROM (
                SELECT party, 1 AS place FROM jsonb_array_elements(told.parties) party
                UNION ALL
                SELECT party, 2 FROM jsonb_array_elements(told.order_parties) party
            ) named
            WHERE named.party ->> 'role' IN ('controls', 'approves')
        ) ranked
        WHERE ranked.place = 1
    ) controlling ON true
    WHERE told.is_long_overdue
)
INSERT INTO reminder (municipality_id, id, day, school_code, responsible, escalated, items, created_at)
SELECT municipality_id, gen_random_uuid(), today, to_school, to_party, escalated,
    jsonb_agg(
        jsonb_build_object('task_id', id, 'why', why, 'number', number, 'title', title, 'school_code', school_code,
            'ends_on', ends_on)
        ORDER BY ends_on NULLS LAST, id
    ),
    now()
FROM addressed
GROUP BY municipality_id, today, to_school, to_party, escalated
HAVING bool_or(is_new)
ON CONFLICT DO NOTHING
RETURNING id
""")  # noqa: S608  # the same


@dataclass(frozen=True, slots=True)
class ReminderFilters:
    """Which digests are wanted; what is None is not asked."""

    oktmo: str | None = None
    day: date | None = None
    responsible: str | None = None
    school_code: str | None = None
    escalated: bool | None = None


async def list_look_days(session: AsyncSession, roadmap: Roadmap) -> list[date]:
    """List the days on which something of a roadmap's unfinished tasks comes up."""
    parameters = {"municipality_id": roadmap.municipality_id, "roadmap_id": roadmap.id}
    return list(await session.scalars(_LOOK_DAYS, parameters))


async def list_awaited_days(session: AsyncSession, municipality_id: int) -> set[date]:
    """List the days of a municipality for which a look is asked for already."""
    kind, queue = RemindResponsibles.kind, RemindResponsibles.queue
    statement = select(Job.payload["day"].astext).where(
        Job.queue == queue,
        Job.kind == kind,
        Job.state == "ready",
        Job.payload["municipality_id"].as_integer() == municipality_id,
    )
    return {date.fromisoformat(day) for day in await session.scalars(statement)}


async def read_clock(session: AsyncSession) -> datetime:
    """Return the moment at which this transaction began, by the clock that says which jobs are due."""
    moment: datetime = (await session.execute(select(func.now()))).scalar_one()
    return moment


async def add_reminders(session: AsyncSession, municipality_id: int, since: date, moment: datetime) -> Sequence[UUID]:
    """Make the digests of today for whatever came up since a day; those that are there stay. Return the new ones."""
    parameters = {"municipality_id": municipality_id, "since": since, "moment": moment}
    return (await session.scalars(_REMIND, parameters)).all()


async def list_reminders(
    session: AsyncSession, principal: Principal, wanted: ReminderFilters, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the digests a principal sees, latest first, with the ОКТМО."""
    equal = {
        Municipality.oktmo: wanted.oktmo,
        Reminder.day: wanted.day,
        Reminder.responsible: wanted.responsible,
        Reminder.school_code: wanted.school_code,
        Reminder.escalated: wanted.escalated,
    }
    conditions = [column == value for column, value in equal.items() if value is not None]
    statement: Select[*tuple[Any, ...]] = (
        select(Reminder, Municipality.oktmo)
        .join(Municipality, Municipality.id == Reminder.municipality_id)
        .where(visible_to(principal, Reminder.municipality_id, Reminder.school_code), *conditions)
    )
    return await fetch_page(session, statement, [descending(Reminder.day), descending(Reminder.id)], page)
