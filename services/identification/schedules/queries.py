"""Every SQL statement of schedules that only reads; who writes them is shared.queue."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.schedules.schemas import StartSchedulePeriod
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Municipality, Schedule, SchedulePeriod


async def find_visible_municipality(session: AsyncSession, principal: Principal, oktmo: str) -> Municipality | None:
    """Return the municipality, None where there is none or it is foreign."""
    statement = select(Municipality).where(Municipality.oktmo == oktmo, visible_to(principal, Municipality.id))
    return (await session.scalars(statement)).one_or_none()


async def find_visible_schedule(
    session: AsyncSession, principal: Principal, schedule_id: UUID
) -> Row[*tuple[Any, ...]] | None:
    """Return the schedule with its ОКТМО, None where there is none or it is foreign."""
    statement = _visible_schedules(principal).where(Schedule.id == schedule_id)
    return (await session.execute(statement)).one_or_none()


async def get_schedule(session: AsyncSession, schedule_id: UUID) -> Row[*tuple[Any, ...]]:
    """Return a schedule there is, with its ОКТМО, whoever asks: for jobs."""
    statement = select(Schedule, Municipality.oktmo).join(Municipality, Municipality.id == Schedule.municipality_id)
    return (await session.execute(statement.where(Schedule.id == schedule_id))).one()


async def list_schedules(session: AsyncSession, principal: Principal, page: PageRequest) -> Page[Row[*tuple[Any, ...]]]:
    """List the schedules a principal sees, with their ОКТМО, latest first."""
    keys = [descending(Schedule.created_at), descending(Schedule.id)]
    return await fetch_page(session, _visible_schedules(principal), keys, page)


async def list_schedule_periods(session: AsyncSession, schedule_id: UUID, page: PageRequest) -> Page[SchedulePeriod]:
    """List the periods of one schedule, latest first."""
    statement = select(SchedulePeriod).where(SchedulePeriod.schedule_id == schedule_id)
    return await fetch_page(session, statement, [descending(SchedulePeriod.period)], page)


def _visible_schedules(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
        select(Schedule, Municipality.oktmo)
        .join(Municipality, Municipality.id == Schedule.municipality_id)
        .where(Schedule.queue == StartSchedulePeriod.queue, visible_to(principal, Schedule.municipality_id))
    )
