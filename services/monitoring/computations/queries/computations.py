"""Statements over computations themselves."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from shared.access.principals import Principal
from shared.access.visibility import territory_meets
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Computation, Municipality


async def add_computation(session: AsyncSession, computation: Computation) -> None:
    """Write a new computation."""
    session.add(computation)
    await session.flush()


async def find_computation(session: AsyncSession, computation_id: UUID) -> Computation | None:
    """Return a computation whoever asks, and keep others from finishing it meanwhile: for jobs."""
    return await session.get(Computation, computation_id, with_for_update=True)


async def find_visible_computation(
    session: AsyncSession, principal: Principal, computation_id: UUID
) -> Computation | None:
    """Return a computation that concerns the principal's territories."""
    return (await session.scalars(_visible(principal).where(Computation.id == computation_id))).one_or_none()


async def list_computations(
    session: AsyncSession,
    principal: Principal,
    *,
    filters: dict[InstrumentedAttribute[Any], Any],
    page: PageRequest,
) -> Page[Computation]:
    """List the computations a principal sees, latest first."""
    statement = _visible(principal).where(*(column == value for column, value in filters.items()))
    return await fetch_page(session, statement, [descending(Computation.created_at), descending(Computation.id)], page)


async def get_oktmo(session: AsyncSession, municipality_id: int) -> str:
    """Return the ОКТМО of a municipality."""
    return (await session.scalars(select(Municipality.oktmo).where(Municipality.id == municipality_id))).one()


async def list_municipality_ids(session: AsyncSession, computation: Computation) -> list[int]:
    """Return the municipalities of a computation's territory."""
    statement = select(Municipality.id).order_by(Municipality.id)
    if computation.territory_level == "region":
        statement = statement.where(Municipality.region_code == computation.territory_code)
    elif computation.territory_level == "municipality":
        statement = statement.where(Municipality.oktmo == computation.territory_code)
    return list(await session.scalars(statement))


def _visible(principal: Principal) -> Select[Computation]:
    """Select computations inside the principal's territories or around one; who reads values sees only his own."""
    return select(Computation).where(
        territory_meets(principal, Computation.territory_level, Computation.territory_code)
    )
