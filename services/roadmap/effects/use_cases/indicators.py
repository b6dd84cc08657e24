"""What became of the indicators that measures name."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.effects import queries
from services.roadmap.effects.queries import YearFilters
from services.roadmap.effects.rules import Shape, Slot, choose_sides, list_slots
from services.roadmap.effects.schemas import IndicatorEffect, IndicatorGroup, IndicatorShare, SchoolIndicator
from shared.access.principals import Principal
from shared.indicators.periods import parse_period
from shared.indicators.resolving import resolve_indicators
from shared.packs.definition import Pack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack
from shared.reference.catalogue import read_catalogue
from shared.rules.explanation import format_percent

_Key = tuple[str, str]
_EMPTY = IndicatorGroup(schools=0, known=0, rose=0, fell=0, same=0, before=None, after=None)


async def compare_indicators(
    session: AsyncSession, principal: Principal, wanted: YearFilters, slots: list[Slot]
) -> dict[_Key, list[IndicatorEffect]]:
    """Return the indicators of every criterion and measure: groups side by side."""
    if not slots:
        return {}
    periods = {(slot.indicator, slot.side): slot.shape.period for slot in slots}
    groups: dict[tuple[str, str, str], dict[bool, IndicatorGroup]] = defaultdict(dict)
    for row in await queries.count_indicators(session, principal, wanted, slots):
        groups[row.criterion, row.measure, row.indicator][row.is_treated] = _describe(row)
    found: dict[_Key, list[IndicatorEffect]] = defaultdict(list)
    for (criterion, measure, indicator), sides in sorted(groups.items()):
        found[criterion, measure].append(
            IndicatorEffect(
                indicator=indicator,
                period_before=periods.get((indicator, "before")),
                period_after=periods.get((indicator, "after")),
                with_measure=sides.get(True, _EMPTY),
                comparison=sides.get(False, _EMPTY),
            )
        )
    return found


async def list_school_indicators(
    session: AsyncSession, principal: Principal, wanted: YearFilters, slots: list[Slot], schools: list[str]
) -> dict[str, list[SchoolIndicator]]:
    """Return the values of the schools of one page by school."""
    if not slots or not schools:
        return {}
    sides: dict[_Key, dict[str, Row[*tuple[Any, ...]]]] = defaultdict(dict)
    for row in await queries.list_school_values(session, principal, wanted, slots, schools):
        sides[row.school_code, row.indicator][row.side] = row
    found: dict[str, list[SchoolIndicator]] = defaultdict(list)
    for (school, indicator), rows in sorted(sides.items()):
        before, after = rows.get("before"), rows.get("after")
        found[school].append(
            SchoolIndicator(
                indicator=indicator,
                period_before=before.period if before else None,
                before=make_share(before.numerator, before.denominator) if before else None,
                period_after=after.period if after else None,
                after=make_share(after.numerator, after.denominator) if after else None,
            )
        )
    return found


async def find_slots(session: AsyncSession, principal: Principal, wanted: YearFilters) -> list[Slot]:
    """Find where the values stand that done measures name, in the two periods that count; a few plans at most."""
    named = await queries.list_named_indicators(session, principal, wanted)
    if not named:
        return []
    catalogue = await read_catalogue(session)
    packs: dict[tuple[str, str], Pack] = {}
    slots: list[Slot] = []
    for row in await queries.list_computed_shapes(session, {name.partition("/")[0] for name in named}):
        key = (row.pack_code, row.pack_version)
        if key not in packs:
            packs[key] = await _get_pack(session, *key)
        plan = resolve_indicators(packs[key], parse_period(row.period), row.options, catalogue, row.set_code)
        slots += list_slots(Shape(*key, row.set_code, row.period, row.options), plan, named)
    return choose_sides(slots, wanted.done_from, wanted.done_before)


async def _get_pack(session: AsyncSession, code: str, version: str) -> Pack:
    stored = await find_pack(session, code, version)
    assert stored is not None, "a computation refers to its pack by a foreign key"
    return parse_pack(stored.definition)


def _describe(row: Row[*tuple[Any, ...]]) -> IndicatorGroup:
    return IndicatorGroup(
        schools=row.schools,
        known=row.known,
        rose=row.rose,
        fell=row.fell,
        same=row.same,
        before=make_share(row.before_numerator, row.before_denominator),
        after=make_share(row.after_numerator, row.after_denominator),
    )


def make_share(numerator: Any, denominator: Any) -> IndicatorShare | None:  # noqa: ANN401  # Decimal of whole numbers, or None
    """Return a value as it travels: a share, or a count or answer without denominator; None where there is none."""
    if numerator is None:
        return None
    above, below = int(numerator), None if denominator is None else int(denominator)
    percent = format_percent(above, below) if below else None
    return IndicatorShare(numerator=above, denominator=below, percent=percent)
