"""Puts municipalities with their answers into the database, computes a pack's indicators and reads them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.clock import utc_now
from shared.indicators.compiling.rolls import given_rolls, roll_parameters
from shared.indicators.computing import IndicatorValue, PointsTotal, stream_values
from shared.indicators.periods import parse_period
from shared.indicators.plan import IndicatorPlan
from shared.indicators.resolving import resolve_indicators
from shared.models import AssessmentResult, ContextValue, MonitoringValue, Municipality, Region, School
from shared.packs.definition import Pack
from shared.packs.loading import get_pack_folder, load_pack
from shared.reference.procedures import load_procedures

Answers = Mapping[str, str | tuple[int, int] | int]


Facts = Mapping[tuple[str, int, str], str | tuple[int, int] | int]
"""(school, year, procedure or element) → value; of results (below, participants)."""
_ORIGIN = {"receipt_id": UUID(int=0), "as_of": utc_now()}


@dataclass(frozen=True)
class Given:
    """One municipality: answers of its schools by code, its own, and what identification knows of its schools."""

    schools: Mapping[str, Answers]
    own: Answers = field(default_factory=dict)
    results: Facts = field(default_factory=dict)
    context: Facts = field(default_factory=dict)


@cache
def load_known_pack(code: str) -> Pack:
    return load_pack(get_pack_folder(code))


def make_plan(pack: str, period: str, options: Mapping[str, str] | None = None) -> IndicatorPlan:
    return resolve_indicators(load_known_pack(pack), parse_period(period), options or {}, load_procedures())


def canonical(town: int, at: int) -> str:
    return f"edu{town:03d}{at:03d}"


async def insert_towns(session: AsyncSession, plan: IndicatorPlan, towns: Sequence[Given]) -> list[int]:
    """Insert the municipalities with their schools and answers; return their ids, ОКТМО 04000000 and on."""
    if await session.get(Region, "04") is None:
        await session.execute(insert(Region).values(code="04", name="Красноярский край"))
    ids: list[int] = []
    schools, values, results, context = [], [], [], []
    for at, town in enumerate(towns):
        row = insert(Municipality).values(oktmo=f"04{at:06d}", region_code="04", name=f"Город {at}")
        ids.append((await session.execute(row.returning(Municipality.id))).scalar_one())
        key = {"municipality_id": ids[-1], "pack_code": plan.pack, "period": plan.period.text}
        for code, answers in town.schools.items():
            schools.append({"municipality_id": ids[-1], "code": code, "printed_code": code, "name": code})
            place = {"level": "school", "object_code": code}
            values += [key | place | {"element_code": name} | columns(value) for name, value in answers.items()]
        place = {"level": "municipality", "object_code": f"04{at:06d}"}
        values += [key | place | {"element_code": name} | columns(value) for name, value in town.own.items()]
        for (code, year, name), value in town.results.items():
            counted = columns(value)
            counts = {"below_threshold": counted["numerator"], "participants": counted["denominator"]}
            results.append(_fact(ids[-1], code, year) | counts | {"procedure_code": name})
        for (code, year, name), value in town.context.items():
            context.append(_fact(ids[-1], code, year) | columns(value) | {"element_code": name})
    for model, rows in (
        (School, schools),
        (MonitoringValue, values),
        (AssessmentResult, results),
        (ContextValue, context),
    ):
        if rows:
            await session.execute(insert(model), rows)
    return ids


def _fact(municipality_id: int, code: str, year: int) -> dict[str, object]:
    return {"municipality_id": municipality_id, "school_code": code, "academic_year": year} | _ORIGIN


def columns(value: str | tuple[int, int] | int) -> dict[str, object]:
    """Spread a value over the columns of its table."""
    if isinstance(value, str):
        return {"answer": value, "numerator": None, "denominator": None}
    numerator, denominator = value if isinstance(value, tuple) else (value, None)
    return {"answer": None, "numerator": numerator, "denominator": denominator}


async def compute(
    session: AsyncSession,
    plan: IndicatorPlan,
    towns: Sequence[Given],
    listed: Sequence[tuple[str, int, str]] | None,
) -> list[IndicatorValue | PointsTotal]:
    """Insert, compute and return all rows; `listed` None: there are no lists at all."""
    ids = await insert_towns(session, plan, towns)
    categories = ("low_results", "disadvantaged", "at_risk")
    years = [] if listed is None else {roll.academic_year for roll in plan.rolls}
    parameters = roll_parameters(listed or (), [(year, category) for year in years for category in categories])
    return [value async for value in stream_values(session, plan, given_rolls(), parameters, ids)]
