"""Puts random schools into the database, judges them with one statement and reads the verdicts back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import AssessmentResult, ContextValue, Municipality, Region, Verdict
from shared.models import School as SchoolRow
from shared.packs.definition import Pack
from shared.packs.loading import get_pack_folder, load_pack
from shared.reference.academic_years import parse_academic_year
from shared.reference.procedures import load_procedures
from shared.rules.explanation import render_verdict
from shared.rules.judging import judge_schools
from shared.rules.plan import RulePlan
from shared.rules.resolving import resolve_rule
from tests.shared.rules.oracle import Answer, School

_STATES = {"met": True, "not_met": False, "undetermined": None}


@cache
def load_known_pack(code: str) -> Pack:
    return load_pack(get_pack_folder(code))


def make_plan(pack_code: str, rule_code: str, year: int, options: Mapping[str, str]) -> RulePlan:
    pack = load_known_pack(pack_code)
    return resolve_rule(pack.get_rule(rule_code), options, year, pack.elements, load_procedures())


async def insert_municipality(session: AsyncSession) -> int:
    if await session.get(Region, "04") is None:
        await session.execute(insert(Region).values(code="04", name="Красноярский край"))
    row = insert(Municipality).values(oktmo="04729999", region_code="04", name="Проба").returning(Municipality.id)
    return (await session.execute(row)).scalar_one()


async def insert_schools(session: AsyncSession, municipality_id: int, schools: Sequence[School]) -> list[str]:
    """Insert the schools with their facts; return their codes."""
    codes = [f"edu{at:06d}" for at in range(len(schools))]
    names = [{"municipality_id": municipality_id, "code": code, "printed_code": code, "name": code} for code in codes]
    grades = [
        {"grades_from": school.grades and school.grades[0], "grades_to": school.grades and school.grades[1]}
        for school in schools
    ]
    await session.execute(insert(SchoolRow), [name | grade for name, grade in zip(names, grades, strict=True)])
    results, context = [], []
    for code, school in zip(codes, schools, strict=True):
        common = {"municipality_id": municipality_id, "school_code": code, "receipt_id": UUID(int=0)}
        common["as_of"] = datetime(2022, 10, 3, tzinfo=UTC)
        for (year, procedure), (participants, below) in school.results.items():
            counts = {"participants": participants, "below_threshold": below}
            results.append(common | {"academic_year": year, "procedure_code": procedure} | counts)
        for (year, element), value in school.context.items():
            share = value if isinstance(value, tuple) else (None, None)
            answer = value if isinstance(value, str) else None
            numbers = {"answer": answer, "numerator": share[0], "denominator": share[1]}
            context.append(common | {"academic_year": year, "element_code": element} | numbers)
    if results:
        await session.execute(insert(AssessmentResult), results)
    if context:
        await session.execute(insert(ContextValue), context)
    return codes


async def judge(session: AsyncSession, plan: RulePlan, schools: Sequence[School]) -> list[Answer]:
    """Judge the schools by the compiled statement; nothing stays in the database."""
    savepoint = await session.begin_nested()
    municipality_id = await insert_municipality(session)
    codes = await insert_schools(session, municipality_id, schools)
    run_id = uuid4()
    assert await judge_schools(session, plan, run_id, [municipality_id]) == len(schools)
    rows = await session.execute(select(Verdict.__table__).where(Verdict.run_id == run_id))
    answers = {row.school_code: read_answer(plan, row) for row in rows}
    await savepoint.rollback()
    return [answers[code] for code in codes]


def read_answer(plan: RulePlan, row: object) -> Answer:
    """Read a stored verdict through the contract's form."""
    verdict = render_verdict(plan, row)  # type: ignore[arg-type]  # a row of the table offers its columns
    missing = [
        (parse_academic_year(cell["academic_year"]), cell.get("procedure") or cell["element"])
        for cell in verdict["missing"]
    ]
    return Answer(
        verdict["status"],
        tuple(_STATES[criterion["state"]] for criterion in verdict["criteria"]),
        frozenset(verdict["flags"]),
        tuple(missing),
        verdict["distance"]["to_enter"],
        verdict["distance"]["to_leave"],
    )
