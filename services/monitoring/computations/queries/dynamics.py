"""What values are held against: those of the period before, and targets."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Computation, ComputedValues, IndicatorTarget


async def find_previous_computation(session: AsyncSession, computation: Computation, period: str) -> Computation | None:
    """Return the latest finished computation of another period, with the same programme, set and territory."""
    statement = select(Computation).where(
        Computation.pack_code == computation.pack_code,
        Computation.set_code.is_not_distinct_from(computation.set_code),
        Computation.territory_level == computation.territory_level,
        Computation.territory_code.is_not_distinct_from(computation.territory_code),
        Computation.period == period,
        Computation.state == "finished",
    )
    latest = statement.order_by(Computation.finished_at.desc(), Computation.id.desc()).limit(1)
    return (await session.scalars(latest)).one_or_none()


async def list_same_objects(
    session: AsyncSession, computation_id: UUID, objects: Sequence[ComputedValues]
) -> Sequence[ComputedValues]:
    """Return what another computation kept of objects that the caller has been shown."""
    # A school that has moved is another municipality's by now, and still the same school.
    keys = [(each.level, each.object_code) for each in objects]
    statement = select(ComputedValues).where(
        ComputedValues.computation_id == computation_id,
        tuple_(ComputedValues.level, ComputedValues.object_code).in_(keys),
    )
    return (await session.scalars(statement)).all()


async def list_targets_of(
    session: AsyncSession, computation: Computation, municipality_ids: Collection[int]
) -> Sequence[IndicatorTarget]:
    """Return the targets of municipalities for the programme and period of a computation."""
    statement = select(IndicatorTarget).where(
        IndicatorTarget.municipality_id.in_(municipality_ids),
        IndicatorTarget.pack_code == computation.pack_code,
        IndicatorTarget.period == computation.period,
    )
    return (await session.scalars(statement)).all()
