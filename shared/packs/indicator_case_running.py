"""Runs a pack's golden cases of indicators through the compiled statement of a throw-away database."""

from collections.abc import Iterator

from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.rolls import given_rolls, roll_parameters
from shared.indicators.computing import IndicatorValue, PointsTotal, stream_values
from shared.indicators.golden import ExpectedTotal, ExpectedValue, IndicatorCases, Lists, TownCase
from shared.indicators.periods import parse_period
from shared.indicators.plan import IndicatorPlan
from shared.indicators.resolving import resolve_indicators
from shared.packs.case_running import CaseDifference, CaseOutcome
from shared.packs.definition import Pack
from shared.packs.indicator_case_rows import OKTMO, insert_case
from shared.reference.academic_years import parse_academic_year
from shared.reference.procedures import load_procedures

_TOWN = "муниципалитет"
_ANY = object()  # what is not written is not compared
_NO_VALUE = "нет данных"
_ANSWERS = {"yes": "да", "no": "нет", "not_applicable": "не применимо"}
_Found = dict[tuple[str, str], IndicatorValue | PointsTotal]
"""By label of the object and code of the indicator, `total` for its points."""


async def check_indicator_cases(session: AsyncSession, pack: Pack) -> list[CaseOutcome]:
    """Compute the golden cases of the indicators and compare; whatever was written is rolled back.

    A list is known for all municipalities of one statement or for none, so every case is computed by itself.
    """
    outcomes: list[CaseOutcome] = []
    for golden in pack.indicator_cases:
        plan = resolve_indicators(pack, parse_period(golden.period), golden.options, load_procedures())
        for case in golden.cases:
            savepoint = await session.begin_nested()
            try:
                found = await _compute(session, plan, golden, case)
            finally:
                await savepoint.rollback()
            outcomes.append(CaseOutcome(golden.title, case.name, tuple(_compare(case, found))))
    return outcomes


async def _compute(session: AsyncSession, plan: IndicatorPlan, golden: IndicatorCases, case: TownCase) -> _Found:
    town = await insert_case(session, plan, golden, case)
    listed, known = [], []
    for year, lists in _list_lists(plan, case):
        known += [(year, category) for category in lists]
        listed += [(town.codes[label], year, category) for category, labels in lists.items() for label in labels]
    names = {code: label for label, code in town.codes.items()} | {OKTMO: _TOWN}
    values = stream_values(session, plan, given_rolls(), roll_parameters(listed, known), [town.municipality_id])
    return {(names[value.code], _name(value)): value async for value in values if value.level != "region"}


def _list_lists(plan: IndicatorPlan, case: TownCase) -> Iterator[tuple[int, Lists]]:
    yield plan.period.academic_year, case.lists
    for year, lists in case.earlier_lists.items():
        yield parse_academic_year(year), lists


def _name(value: IndicatorValue | PointsTotal) -> str:
    if isinstance(value, PointsTotal):
        return "total"
    item = value.item
    return item.code if item.part_of is None else f"{item.part_of}/{item.code}"


def _compare(case: TownCase, found: _Found) -> Iterator[CaseDifference]:
    for label, expected in case.expect.items():
        for code, wanted in expected.values.items():
            value = found.get((label, code))
            if isinstance(value, IndicatorValue):
                yield from _differences(f"{label}, {code}", wanted, value)
            else:
                yield CaseDifference(f"{label}, {code}", wanted.value, None)
        total = found.get((label, "total"))
        got = _read(total) if isinstance(total, PointsTotal) else None
        if expected.total is not None and got != expected.total:
            yield CaseDifference(f"{label}, баллы всего", expected.total, got)


def _differences(place: str, wanted: ExpectedValue, value: IndicatorValue) -> Iterator[CaseDifference]:
    points = _ANY if wanted.points is None and not wanted.no_points else wanted.points
    compared = {
        place: (_ANY if wanted.value is None else wanted.value, _write(value)),
        f"{place}, баллы": (points, value.points),
        f"{place}, отметки": (_ANY if wanted.flags is None else sorted(wanted.flags), sorted(value.flags)),
        f"{place}, причина": (_ANY if wanted.reason is None else wanted.reason, value.reason),
        f"{place}, перечень": (_ANY if wanted.factors is None else wanted.factors, _list_factors(value)),
        f"{place}, нет данных школ": (_ANY if wanted.missing is None else wanted.missing, value.missing_schools),
    }
    for subject, (expected, got) in compared.items():
        if expected is not _ANY and expected != got:
            yield CaseDifference(subject, expected, got)


def _write(value: IndicatorValue) -> str:
    if value.answer is not None:
        return _ANSWERS[value.answer]
    if value.numerator is None:
        return _NO_VALUE
    return str(value.numerator) if value.denominator is None else f"{value.numerator} из {value.denominator}"


def _list_factors(value: IndicatorValue) -> dict[str, int]:
    return {code: schools for code, schools in value.factors if schools}


def _read(total: PointsTotal) -> ExpectedTotal:
    return ExpectedTotal(points=total.points, maximum=total.maximum, incomplete="incomplete" in total.flags)
