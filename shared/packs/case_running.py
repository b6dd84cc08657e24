"""Runs a pack's golden cases through the compiled statement; whatever that writes is rolled back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Table, Text, cast, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import AssessmentResult, ContextValue, Municipality, Region, School, Verdict
from shared.packs.definition import Pack
from shared.packs.golden import Expected, GoldenCase, GoldenFile, merge_given, parse_grades, parse_share, parse_value
from shared.reference.academic_years import parse_academic_year
from shared.reference.catalogue import read_catalogue
from shared.reference.procedures import ProcedureCatalogue
from shared.rules.explanation import VerdictRead, render_verdict
from shared.rules.judging import judge_schools
from shared.rules.plan import RulePlan
from shared.rules.resolving import resolve_rule

_REGION = "00"  # no subject of the federation has it
# The rows of a case come from no receipt and from no particular moment.
_NO_RECEIPT = {"receipt_id": UUID(int=0), "as_of": datetime(2000, 1, 1, tzinfo=UTC)}
_VERDICT: Table = Verdict.__table__  # type: ignore[assignment]  # a mapped class's table is a Table


@dataclass(frozen=True, slots=True)
class CaseDifference:
    """One thing a golden case expected that did not come: `status`, `criteria/…`, `flags`, `missing`, `distance`."""

    subject: str
    expected: Any
    got: Any

    def __str__(self) -> str:
        return f"{self.subject}: ожидалось {self.expected}, получено {self.got}"


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """One golden case: what was expected and did not come; nothing when it passed."""

    file: str
    """Title of the file of cases."""
    case: str
    differences: tuple[CaseDifference, ...]

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
    """Judge the golden cases by the sessions of procedures that the database knows, and compare.

    Schools are written under a municipality of their own and rolled back to a savepoint, in any database that has the
    schema: nobody else ever sees them, and with the savepoint every lock is gone.
    """
    if not pack.cases:
        return []
    catalogue = await read_catalogue(session)
    savepoint = await session.begin_nested()
    try:
        rows = _Rows(await _add_municipality(session))
        codes = [[_place_case(golden, case, rows) for case in golden.cases] for golden in pack.cases]
        await _insert(session, rows)
        outcomes: list[CaseOutcome] = []
        for golden, schools in zip(pack.cases, codes, strict=True):
            plan = _resolve(pack, golden, catalogue)
            outcomes += await _check_file(session, plan, golden, schools, rows.municipality_id)
        return outcomes
    finally:
        await savepoint.rollback()


async def _add_municipality(session: AsyncSession) -> int:
    """Add a municipality whose ОКТМО no other has: its number of region 00 is the first that is free."""
    await session.execute(upsert(Region).values(code=_REGION, name="Проверка").on_conflict_do_nothing())
    number = func.generate_series(0, 999_999).column_valued("number")
    oktmo = func.concat(_REGION, func.lpad(cast(number, Text), 6, "0"))
    taken = select(Municipality.oktmo).where(Municipality.region_code == _REGION)
    free = select(oktmo).where(oktmo.not_in(taken)).order_by(number).limit(1).scalar_subquery()
    added = insert(Municipality).values(oktmo=free, region_code=_REGION, name="Проверка").returning(Municipality.id)
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


def _resolve(pack: Pack, golden: GoldenFile, catalogue: ProcedureCatalogue) -> RulePlan:
    year = parse_academic_year(golden.academic_year)
    return resolve_rule(pack.get_rule(golden.rule), golden.options, year, pack.elements, catalogue)


async def _check_file(
    session: AsyncSession, plan: RulePlan, golden: GoldenFile, schools: list[str], municipality_id: int
) -> list[CaseOutcome]:
    run_id = uuid4()
    await judge_schools(session, plan, run_id, [municipality_id], schools)
    found = await session.execute(
        select(_VERDICT).where(_VERDICT.c.municipality_id == municipality_id, _VERDICT.c.run_id == run_id)
    )
    verdicts = {row.school_code: render_verdict(plan, row) for row in found}
    return [
        CaseOutcome(golden.title, case.name, tuple(_compare(case.expect, verdicts[code])))
        for case, code in zip(golden.cases, schools, strict=True)
    ]


def _compare(expected: Expected, verdict: VerdictRead) -> Iterator[CaseDifference]:
    pairs: list[tuple[str, Any, Any]] = [("status", expected.status, verdict["status"])]
    states = {criterion["code"]: criterion["state"] for criterion in verdict["criteria"]}
    pairs += [(f"criteria/{code}", state, states[code]) for code, state in expected.criteria.items()]
    if expected.flags is not None:
        pairs.append(("flags", sorted(set(expected.flags)), sorted(verdict["flags"])))
    if expected.missing is not None:
        pairs.append(("missing", expected.missing, len(verdict["missing"])))
    if expected.distance is not None:
        pairs.append(("distance", expected.distance.model_dump(), dict(verdict["distance"])))
    yield from (CaseDifference(*pair) for pair in pairs if pair[1] != pair[2])
