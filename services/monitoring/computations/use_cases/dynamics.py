"""Values beside those of the period before and beside the municipality's targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.computations import queries
from services.monitoring.computations.rules import Direction, compare_values, reaches_target
from services.monitoring.computations.schemas import (
    DynamicsRead,
    MeasuredRead,
    ObjectDynamicsRead,
    PreviousRead,
    TargetValueRead,
    ValuesWanted,
)
from services.monitoring.computations.use_cases.computing import get_pack, get_plan
from services.monitoring.computations.use_cases.reading import find_objects, read_regions
from shared.access.principals import Principal
from shared.database.paging import Page, PageRequest
from shared.indicators.computing import IndicatorValue
from shared.indicators.periods import find_previous_period, parse_period
from shared.indicators.plan import IndicatorPlan
from shared.indicators.recorded import read_values
from shared.indicators.rendering import render_value
from shared.indicators.resolving import list_sets
from shared.models import Computation, ComputedValues, IndicatorTarget
from shared.packs.definition import Pack
from shared.rules.options import format_decimal

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Before:
    """The computation of the period before, with its values by object and indicator."""

    computation: Computation | None
    values: Mapping[_Key, Mapping[str, IndicatorValue]]


async def list_dynamics(
    session: AsyncSession, principal: Principal, computation: Computation, wanted: ValuesWanted, page: PageRequest
) -> Page[ObjectDynamicsRead]:
    """List objects with what became of their values since the latest computation of the period before."""
    pack, plan = await get_pack(session, computation), await get_plan(session, computation)
    previous = await _find_previous(session, computation, pack)
    directions: dict[str, Direction] = {one.code: one.direction for one in pack.indicators}
    if wanted.level == "region":
        return Page(await _compare_regions(session, principal, (computation, previous), directions, wanted), None)
    found = await find_objects(session, principal, computation, wanted, page)
    before = await _read_before(session, previous, [row[0] for row in found.items])
    municipality_ids = {row[0].municipality_id for row in found.items}
    targets = await queries.list_targets_of(session, computation, municipality_ids)
    by_place = {(target.municipality_id, target.indicator_code): target for target in targets}
    return found.map(lambda row: _describe(row, plan, before, (directions, by_place), wanted))


def _describe(
    row: Row[*tuple[Any, ...]],
    plan: IndicatorPlan,
    before: _Before,
    known: tuple[Mapping[str, Direction], Mapping[tuple[int, str], IndicatorTarget]],
    wanted: ValuesWanted,
) -> ObjectDynamicsRead:
    stored: ComputedValues = row[0]
    directions, targets = known
    earlier = before.values.get((stored.level, stored.object_code), {})
    own = {code: target for (place, code), target in targets.items() if place == stored.municipality_id}
    return ObjectDynamicsRead.model_validate(
        {
            "level": stored.level,
            "code": row.printed_code,
            "name": row.name,
            "municipality_oktmo": row.oktmo,
            "previous": _describe_previous(before.computation),
            "values": _compare_all(
                _by_indicator(read_values(plan, stored)),
                earlier,
                directions,
                own if stored.level == "municipality" else {},
                wanted,
            ),
        }
    )


def _compare_all(
    now: Mapping[str, IndicatorValue],
    earlier: Mapping[str, IndicatorValue],
    directions: Mapping[str, Direction],
    targets: Mapping[str, IndicatorTarget],
    wanted: ValuesWanted,
) -> list[DynamicsRead]:
    return [
        _compare(value, earlier.get(code), directions.get(code), targets.get(code))
        for code, value in now.items()
        if wanted.indicator in {None, code}
    ]


def _compare(
    now: IndicatorValue, before: IndicatorValue | None, direction: Direction, target: IndicatorTarget | None
) -> DynamicsRead:
    moved = compare_values(now, before, direction)
    return DynamicsRead(
        indicator=now.item.code,
        now=MeasuredRead.model_validate(render_value(now)),
        before=MeasuredRead.model_validate(render_value(before)) if before else None,
        change=moved.change,
        difference=moved.difference,
        target=_describe_target(target) if target else None,
        target_reached=reaches_target(now, target, direction) if target else None,
    )


def _describe_target(target: IndicatorTarget) -> TargetValueRead:
    return TargetValueRead.model_validate(
        {
            "id": target.id,
            "percent": None if target.percent is None else format_decimal(Fraction(target.percent)),
            "count": target.count,
            "answer": target.answer,
            "source": target.source,
        }
    )


def _describe_previous(computation: Computation | None) -> PreviousRead | None:
    if computation is None:
        return None
    return PreviousRead(computation_id=computation.id, period=computation.period)


async def _find_previous(session: AsyncSession, computation: Computation, pack: Pack) -> Computation | None:
    """Find the latest finished computation of the period before: same programme, set and territory.

    Where several sets are computed together, their periods follow each other alike.
    """
    assert pack.monitoring is not None, "it was computed"
    period = parse_period(computation.period)
    one, *_ = list_sets(pack.monitoring, period, computation.set_code)
    before = find_previous_period(period, one.period)
    return await queries.find_previous_computation(session, computation, before.text) if before else None


async def _read_before(session: AsyncSession, previous: Computation | None, objects: list[ComputedValues]) -> _Before:
    if previous is None:
        return _Before(None, {})
    plan = await get_plan(session, previous)
    rows = await queries.list_same_objects(session, previous.id, objects)
    found = {(row.level, row.object_code): _by_indicator(read_values(plan, row)) for row in rows}
    return _Before(previous, found)


async def _compare_regions(
    session: AsyncSession,
    principal: Principal,
    computations: tuple[Computation, Computation | None],
    directions: Mapping[str, Direction],
    wanted: ValuesWanted,
) -> list[ObjectDynamicsRead]:
    """Compare the sums of regions; targets are those of municipalities alone."""
    now, previous = computations
    before = await read_regions(session, principal, previous) if previous else {}
    found = await read_regions(session, principal, now)
    return [
        ObjectDynamicsRead(
            level="region",
            code=code,
            name=region.name,
            municipality_oktmo=None,
            previous=_describe_previous(previous),
            values=_compare_all(
                _by_indicator(region.values),
                _by_indicator(before[code].values) if code in before else {},
                directions,
                {},
                wanted,
            ),
        )
        for code, region in found.items()
        if wanted.code in {None, code}
    ]


def _by_indicator(values: Iterable[IndicatorValue]) -> dict[str, IndicatorValue]:
    return {value.item.code: value for value in values if value.item.part_of is None}
