"""Puts municipalities with their answers into the database, computes a pack's indicators and reads them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.rolls import given_rolls, roll_parameters
from shared.indicators.computing import IndicatorValue, PointsTotal, stream_values
from shared.indicators.periods import parse_period
from shared.indicators.plan import IndicatorPlan
from shared.indicators.resolving import resolve_indicators
from shared.models import MonitoringValue, Municipality, Region, School
from shared.packs.definition import Pack
from shared.packs.loading import get_pack_folder, load_pack
from shared.reference.procedures import load_procedures

Answers = Mapping[str, str | tuple[int, int] | int]


@dataclass(frozen=True)
class Given:
    """One municipality: answers of its schools by code, and its own."""

    schools: Mapping[str, Answers]
    own: Answers = field(default_factory=dict)


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
    schools, values = [], []
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
    if schools:
        await session.execute(insert(School), schools)
    if values:
        await session.execute(insert(MonitoringValue), values)
    return ids


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
