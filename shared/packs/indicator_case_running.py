"""Runs a pack's golden cases of indicators through the compiled statement of a throw-away database."""

from collections.abc import Iterator

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.rolls import given_rolls, roll_parameters
from shared.indicators.computing import IndicatorValue, PointsTotal, stream_values
from shared.indicators.golden import ExpectedTotal, ExpectedValue, IndicatorCases, TownCase, parse_value
from shared.indicators.periods import parse_period
from shared.indicators.plan import IndicatorPlan
from shared.indicators.resolving import resolve_indicators
from shared.models import MonitoringValue, Municipality, Region, School
from shared.packs.case_running import CaseDifference, CaseOutcome
from shared.packs.definition import Pack
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
    golden = pack.indicator_cases
    if golden is None:
        return []
    plan = resolve_indicators(pack, parse_period(golden.period), golden.options, load_procedures())
    outcomes: list[CaseOutcome] = []
    for case in golden.cases:
        savepoint = await session.begin_nested()
        try:
            found = await _compute(session, plan, golden, case)
        finally:
            await savepoint.rollback()
        outcomes.append(CaseOutcome(golden.title, case.name, tuple(_compare(case, found))))
    return outcomes


async def _compute(session: AsyncSession, plan: IndicatorPlan, golden: IndicatorCases, case: TownCase) -> _Found:
    await session.execute(upsert(Region).values(code="00", name="Проверка").on_conflict_do_nothing())
    town = insert(Municipality).values(oktmo="00000000", region_code="00", name="Проверка").returning(Municipality.id)
    municipality_id = (await session.execute(town)).scalar_one()
    codes = {label: f"edu{at:06d}" for at, label in enumerate(case.schools)}
    home = {"municipality_id": municipality_id}
    schools = [home | {"code": code, "printed_code": code, "name": label} for label, code in codes.items()]
    await session.execute(insert(School), schools)
    answers = {codes[label]: golden.given | own for label, own in case.schools.items()} | {"00000000": case.own}
    key = home | {"pack_code": plan.pack, "period": plan.period.text}
    rows = [key | _columns(code, element, text) for code, given in answers.items() for element, text in given.items()]
    if rows:
        await session.execute(insert(MonitoringValue), rows)
    year = plan.period.academic_year
    listed = [(codes[label], year, category) for category, labels in case.lists.items() for label in labels]
    parameters = roll_parameters(listed, [(year, category) for category in case.lists])
    labels = {code: label for label, code in codes.items()} | {"00000000": _TOWN}
    found: _Found = {}
    async for value in stream_values(session, plan, given_rolls(), parameters, [municipality_id]):
        if value.level != "region":
            code = value.item.code if isinstance(value, IndicatorValue) else "total"
            found.setdefault((labels[value.code], code), value)
    return found


def _columns(code: str, element: str, text: str) -> dict[str, object]:
    answer, numerator, denominator = parse_value(text)
    level = "school" if code.startswith("edu") else "municipality"
    place = {"level": level, "object_code": code, "element_code": element}
    return place | {"answer": answer, "numerator": numerator, "denominator": denominator}


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


def _read(total: PointsTotal) -> ExpectedTotal:
    return ExpectedTotal(points=total.points, maximum=total.maximum, incomplete="incomplete" in total.flags)
