"""Runs a pack's golden cases through the compiled statement of a throw-away database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import Table, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import AssessmentResult, ContextValue, Municipality, Procedure, Region, School, Verdict
from shared.packs.definition import Pack
from shared.packs.golden import Expected, GoldenCase, GoldenFile, merge_given, parse_grades, parse_share, parse_value
from shared.reference.academic_years import parse_academic_year
from shared.reference.procedures import load_procedures
from shared.rules.explanation import VerdictRead, render_verdict
from shared.rules.judging import judge_schools
from shared.rules.resolving import resolve_rule

# The rows of a case come from no receipt and from no particular moment.
_NO_RECEIPT = {"receipt_id": UUID(int=0), "as_of": datetime(2000, 1, 1, tzinfo=UTC)}
_VERDICT: Table = Verdict.__table__  # type: ignore[assignment]  # a mapped class's table is a Table


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """One golden case: what was expected and did not come, sentence by sentence; nothing when it passed."""

    file: str
    case: str
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Say whether the verdict is the expected one."""
        return not self.differences


@dataclass
class _Rows:
    """Rows to insert for all schools of a pack's cases."""

    municipality_id: int
    schools: list[dict[str, object]] = field(default_factory=list)
    results: list[dict[str, object]] = field(default_factory=list)
    context: list[dict[str, object]] = field(default_factory=list)


async def check_cases(session: AsyncSession, pack: Pack) -> list[CaseOutcome]:
    """Judge the golden cases and compare; whatever was written is rolled back.

    The session must be allowed to write the register, the facts and verdicts: use a throw-away database.
    """
    if not pack.cases:
        return []
    savepoint = await session.begin_nested()
    try:
        rows = _Rows(await _prepare_municipality(session))
        codes = [[_place_case(golden, case, rows) for case in golden.cases] for golden in pack.cases]
        await _insert(session, rows)
        outcomes: list[CaseOutcome] = []
        for golden, schools in zip(pack.cases, codes, strict=True):
            outcomes += await _check_file(session, pack, golden, schools, rows.municipality_id)
        return outcomes
    finally:
        await savepoint.rollback()


async def _prepare_municipality(session: AsyncSession) -> int:
    await session.execute(upsert(Region).values(code="00", name="Проверка").on_conflict_do_nothing())
    procedures = [procedure.model_dump() for procedure in load_procedures().procedures.values()]
    await session.execute(upsert(Procedure).values(procedures).on_conflict_do_nothing())
    added = insert(Municipality).values(oktmo="00000000", region_code="00", name="Проверка").returning(Municipality.id)
    return (await session.execute(added)).scalar_one()


def _place_case(golden: GoldenFile, case: GoldenCase, rows: _Rows) -> str:
    given = merge_given(golden.given, case)
    code = f"edu{len(rows.schools) + 1:06d}"
    grades = parse_grades(given.grades) if given.grades else (None, None)
    school = {"municipality_id": rows.municipality_id, "school_code": code}
    rows.schools.append(
        {"municipality_id": rows.municipality_id, "code": code, "printed_code": code, "name": case.name}
        | {"grades_from": grades[0], "grades_to": grades[1]}
    )
    for year, results in given.results.items():
        for procedure, text in results.items():
            below, participants = parse_share(text)
            row = {"academic_year": parse_academic_year(year), "procedure_code": procedure} | _NO_RECEIPT
            rows.results.append(school | row | {"participants": participants, "below_threshold": below})
    for year, values in given.context.items():
        for element, text in values.items():
            row = {"academic_year": parse_academic_year(year), "element_code": element} | _NO_RECEIPT
            rows.context.append(school | row | _value_columns(text))
    return code


def _value_columns(text: str) -> dict[str, object]:
    value = parse_value(text)
    if isinstance(value, str):
        return {"answer": value, "numerator": None, "denominator": None}
    return {"answer": None, "numerator": value[0], "denominator": value[1]}


async def _insert(session: AsyncSession, rows: _Rows) -> None:
    await session.execute(insert(School), rows.schools)
    if rows.results:
        await session.execute(insert(AssessmentResult), rows.results)
    if rows.context:
        await session.execute(insert(ContextValue), rows.context)


async def _check_file(
    session: AsyncSession, pack: Pack, golden: GoldenFile, schools: list[str], municipality_id: int
) -> list[CaseOutcome]:
    year = parse_academic_year(golden.academic_year)
    plan = resolve_rule(pack.get_rule(golden.rule), golden.options, year, pack.elements, load_procedures())
    run_id = uuid4()
    await judge_schools(session, plan, run_id, [municipality_id], schools)
    found = await session.execute(select(_VERDICT).where(_VERDICT.c.run_id == run_id))
    verdicts = {row.school_code: render_verdict(plan, row) for row in found}
    return [
        CaseOutcome(golden.title, case.name, tuple(_compare(case.expect, verdicts[code])))
        for case, code in zip(golden.cases, schools, strict=True)
    ]


def _compare(expected: Expected, verdict: VerdictRead) -> Iterator[str]:
    if verdict["status"] != expected.status:
        yield f"итог: ожидался {expected.status}, получен {verdict['status']}"
    states = {criterion["code"]: criterion["state"] for criterion in verdict["criteria"]}
    for code, state in expected.criteria.items():
        if states[code] != state:
            yield f"критерий «{code}»: ожидался {state}, получен {states[code]}"
    if expected.flags is not None and set(expected.flags) != set(verdict["flags"]):
        yield f"отметки: ожидались {sorted(expected.flags)}, получены {sorted(verdict['flags'])}"
    if expected.missing is not None and expected.missing != len(verdict["missing"]):
        yield f"нет данных: ожидалось {expected.missing}, получено {len(verdict['missing'])}"
    distance = expected.distance
    if distance is not None and distance.model_dump() != verdict["distance"]:
        yield f"расстояние: ожидалось {distance.model_dump()}, получено {verdict['distance']}"
