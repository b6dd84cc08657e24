"""Puts the municipality of a golden case of indicators into the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.base import Base
from shared.indicators.golden import Facts, IndicatorCases, TownCase, parse_value
from shared.indicators.plan import IndicatorPlan
from shared.models import AssessmentResult, ContextValue, MonitoringValue, Municipality, Region, School
from shared.reference.academic_years import parse_academic_year

OKTMO = "00000000"  # no municipality has it
_REGION = "00"  # no subject of the federation has it
# The rows of a case come from no receipt and from no particular moment.
_NO_RECEIPT = {"receipt_id": UUID(int=0), "as_of": datetime(2000, 1, 1, tzinfo=UTC)}
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CaseTown:
    """The municipality of a case, and the codes of its schools by their labels."""

    municipality_id: int
    codes: Mapping[str, str]


async def insert_case(session: AsyncSession, plan: IndicatorPlan, golden: IndicatorCases, case: TownCase) -> CaseTown:
    """Insert the municipality with its schools, answers, results and context."""
    await session.execute(upsert(Region).values(code=_REGION, name="Проверка").on_conflict_do_nothing())
    added = insert(Municipality).values(oktmo=OKTMO, region_code=_REGION, name="Проверка").returning(Municipality.id)
    codes = {label: f"edu{at:06d}" for at, label in enumerate(case.schools)}
    town = CaseTown((await session.execute(added)).scalar_one(), codes)
    home = {"municipality_id": town.municipality_id}
    rows: dict[type[Base], list[_Row]] = {
        School: [home | {"code": code, "printed_code": code, "name": label} for label, code in codes.items()],
        MonitoringValue: list(_list_answers(plan, golden, case, town)),
        AssessmentResult: [
            {**row, "procedure_code": code, "participants": pair[2], "below_threshold": pair[1]}
            for row, code, pair in _list_facts(case.results, town)
        ],
        ContextValue: [
            {**row, "element_code": code, **_columns(value)} for row, code, value in _list_facts(case.context, town)
        ],
    }
    for model, found in rows.items():
        if found:
            await session.execute(insert(model), found)
    return town


def _list_answers(plan: IndicatorPlan, golden: IndicatorCases, case: TownCase, town: CaseTown) -> Iterator[_Row]:
    key = {"municipality_id": town.municipality_id, "pack_code": plan.pack, "period": plan.period.text}
    objects = [("school", town.codes[label], golden.given | own) for label, own in case.schools.items()]
    for level, code, given in [*objects, ("municipality", OKTMO, case.own)]:
        for element, text in given.items():
            place = {"level": level, "object_code": code, "element_code": element}
            yield {**key, **place, **_columns(parse_value(text))}


def _list_facts(facts: Facts, town: CaseTown) -> Iterator[tuple[_Row, str, tuple[str | None, int | None, int | None]]]:
    for year, schools in facts.items():
        for label, given in schools.items():
            key = {"municipality_id": town.municipality_id, "school_code": town.codes[label]}
            for code, text in given.items():
                yield {**key, "academic_year": parse_academic_year(year), **_NO_RECEIPT}, code, parse_value(text)


def _columns(value: tuple[str | None, int | None, int | None]) -> _Row:
    return dict(zip(("answer", "numerator", "denominator"), value, strict=True))
