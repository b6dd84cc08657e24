"""Statements that only read schedules; who writes them is shared.queue."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Municipality, Schedule, SchedulePeriod


async def find_visible_municipality(session: AsyncSession, principal: Principal, oktmo: str) -> Municipality | None:
    """Return the municipality, None where there is none or it is foreign."""
    statement = select(Municipality).where(Municipality.oktmo == oktmo, visible_to(principal, Municipality.id))
    return (await session.scalars(statement)).one_or_none()


async def get_municipality(session: AsyncSession, municipality_id: int) -> Municipality:
    """Return the municipality of a schedule, whoever asks: for jobs."""
    return await session.get_one(Municipality, municipality_id)


async def find_visible_schedule(
    session: AsyncSession, principal: Principal, queue: str, schedule_id: UUID
) -> Row[*tuple[Any, ...]] | None:
    """Return the schedule of a service with its ОКТМО, None where there is none or it is foreign."""
    statement = _visible_schedules(principal, queue).where(Schedule.id == schedule_id)
    return (await session.execute(statement)).one_or_none()


async def get_schedule(session: AsyncSession, schedule_id: UUID) -> Row[*tuple[Any, ...]]:
    """Return a schedule there is, with its ОКТМО, whoever asks: for jobs."""
    statement = select(Schedule, Municipality.oktmo).join(Municipality, Municipality.id == Schedule.municipality_id)
    return (await session.execute(statement.where(Schedule.id == schedule_id))).one()


async def list_schedules(
    session: AsyncSession, principal: Principal, queue: str, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the schedules of a service that a principal sees, with their ОКТМО, latest first."""
    keys = [descending(Schedule.created_at), descending(Schedule.id)]
    return await fetch_page(session, _visible_schedules(principal, queue), keys, page)


async def list_schedule_periods(session: AsyncSession, schedule_id: UUID, page: PageRequest) -> Page[SchedulePeriod]:
    """List the periods of one schedule, latest first."""
    statement = select(SchedulePeriod).where(SchedulePeriod.schedule_id == schedule_id)
    return await fetch_page(session, statement, [descending(SchedulePeriod.period)], page)


def _visible_schedules(principal: Principal, queue: str) -> Select[*tuple[Any, ...]]:
    return (
        select(Schedule, Municipality.oktmo)
        .join(Municipality, Municipality.id == Schedule.municipality_id)
        .where(Schedule.queue == queue, visible_to(principal, Schedule.municipality_id))
    )
