"""Values as people read them, by the definitions they were computed with."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.computations import queries
from services.monitoring.computations.errors import IndicatorNotFound
from services.monitoring.computations.rules import list_evidence, read_regional_value
from services.monitoring.computations.schemas import ObjectRead, SchoolContribution, TotalRead, ValuesWanted
from services.monitoring.computations.use_cases.computing import get_plan
from shared.access.principals import Principal
from shared.database.paging import Page, PageRequest
from shared.indicators.computing import IndicatorValue
from shared.indicators.plan import IndicatorPlan
from shared.indicators.recorded import find_campaign, read_total, read_values
from shared.indicators.rendering import REASONS, render_object, render_total, tell_origin
from shared.models import Computation, ComputedValues
from shared.reference.school_codes import canonical_school_code


@dataclass(frozen=True, slots=True)
class RegionValues:
    """A region with its sums in the order of the plan."""

    name: str
    values: list[IndicatorValue]


async def list_values(
    session: AsyncSession, principal: Principal, computation: Computation, wanted: ValuesWanted, page: PageRequest
) -> Page[ObjectRead]:
    """List objects with their values; regions are rolled up from their municipalities as they are read."""
    if wanted.level == "region":
        regions = await read_regions(session, principal, computation)
        shown = {code: region for code, region in regions.items() if wanted.code in {None, code}}
        return Page([_render_region(code, region, wanted.indicator) for code, region in shown.items()], None)
    plan = await get_plan(session, computation)
    found = await find_objects(session, principal, computation, wanted, page)
    return found.map(lambda row: _render_row(plan, row, wanted.indicator))


async def find_objects(
    session: AsyncSession, principal: Principal, computation: Computation, wanted: ValuesWanted, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """Return a page of schools and municipalities with their stored values, printed code, name and ОКТМО."""
    return await queries.list_values(session, principal, computation.id, conditions=_conditions(wanted), page=page)


async def list_totals(
    session: AsyncSession, principal: Principal, computation: Computation, wanted: ValuesWanted, page: PageRequest
) -> Page[TotalRead]:
    """List points and maxima of objects."""
    found = await queries.list_totals(session, principal, computation.id, conditions=_conditions(wanted), page=page)
    return found.map(
        lambda row: TotalRead(
            level=row.level,
            code=row.printed_code,
            points=row.total,
            maximum=row.maximum,
            flags=["incomplete"] if row.incomplete else [],
        )
    )


async def list_contributions(
    session: AsyncSession, principal: Principal, computation: Computation, wanted: ValuesWanted, page: PageRequest
) -> Page[SchoolContribution]:
    """List the schools behind an indicator that is summed over them; raise IndicatorNotFound where it is not."""
    plan = await get_plan(session, computation)
    summed = [item for _, item in plan.list_summed_items()]
    place = next((at for at, item in enumerate(summed) if _names(item.code, item.part_of, wanted.indicator)), None)
    if place is None:
        raise IndicatorNotFound
    found = await queries.list_contributions(
        session, principal, computation.id, place=place, municipality=wanted.municipality, page=page
    )
    return found.map(lambda row: _render_contribution(plan, row, place))


def _names(code: str, part_of: str | None, wanted: str | None) -> bool:
    return part_of is None and code == wanted


def _conditions(wanted: ValuesWanted) -> tuple[Any, ...]:
    level = None if wanted.level == "region" else wanted.level
    return queries.of_objects(level, canonical_school_code(wanted.code) if wanted.code else None)


def _render_row(plan: IndicatorPlan, row: Row[*tuple[Any, ...]], indicator: str | None) -> ObjectRead:
    stored: ComputedValues = row[0]
    values = list(read_values(plan, stored))
    total = read_total(stored)
    campaigns = {value.item.code: find_campaign(plan, value, stored) for value in values if value.item.part_of is None}
    return ObjectRead.model_validate(
        {
            "level": stored.level,
            "code": row.printed_code,
            "name": row.name,
            "municipality_oktmo": row.oktmo,
            "values": _render_values(values, row.printed_code, campaigns, indicator),
            "total": render_total(total, row.printed_code) if total else None,
        }
    )


def _render_values(
    values: Iterable[IndicatorValue], code: str, campaigns: dict[str, UUID | None], indicator: str | None
) -> list[dict[str, Any]]:
    return [
        {**rendered, "code": code, "origin": tell_origin(value), "campaign_id": campaigns.get(value.item.code)}
        for value, rendered in render_object(values)
        if indicator in {None, value.item.code}
    ]


async def read_regions(
    session: AsyncSession, principal: Principal, computation: Computation
) -> dict[str, RegionValues]:
    """Return every region of the computation by code; of a single municipality there is no region to speak of."""
    if computation.territory_level == "municipality":
        return {}
    plan = await get_plan(session, computation)
    items = [item for _, item in plan.list_items("municipality")]
    factors = await queries.sum_up_factors(session, principal, computation.id)
    left = {code: iter(counted) for code, counted in factors.items()}
    found: dict[str, RegionValues] = {}
    for row in await queries.sum_up_regions(session, principal, computation.id):
        region = found.setdefault(row.code, RegionValues(row.name, []))
        region.values.append(read_regional_value(items[row.place - 1], row, left.get(row.code, iter(()))))
    return found


def _render_region(code: str, region: RegionValues, indicator: str | None) -> ObjectRead:
    return ObjectRead.model_validate(
        {
            "level": "region",
            "code": code,
            "name": region.name,
            "municipality_oktmo": None,
            "values": _render_values(region.values, code, {}, indicator),
            "total": None,
        }
    )


def _render_contribution(plan: IndicatorPlan, row: Row[*tuple[Any, ...]], place: int) -> SchoolContribution:
    stored: ComputedValues = row[0]
    missing = bool(stored.missing[place])
    return SchoolContribution(
        school_code=row.printed_code,
        school_name=row.name,
        municipality_oktmo=row.oktmo,
        numerator=stored.added_numerators[place],
        denominator=stored.added_denominators[place],
        missing=missing,
        reason=REASONS["unanswered"] if missing else None,
        evidence=list_evidence(plan, plan.list_summed_items()[place][1], stored),
    )
