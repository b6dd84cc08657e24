"""The one statement that computes every value of a computation and stores it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Table, Text, Uuid, bindparam, cast, func, insert, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.records import RECORD_COLUMNS, compile_records
from shared.indicators.compiling.rolls import published_rolls
from shared.indicators.computing import fit_for_computing
from shared.indicators.plan import IndicatorPlan
from shared.models import ComputedValues

_VALUES: Table = ComputedValues.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
_READ = ("cell_answers", "cell_numerators", "cell_denominators", "rolls", "criteria")


async def store_values(
    session: AsyncSession, plan: IndicatorPlan, computation_id: UUID, municipality_ids: Sequence[int]
) -> None:
    """Compute every value of the municipalities by the lists in force, and store it with what it stands on."""
    years = {roll.academic_year for roll in plan.rolls} | {plan.period.academic_year}
    records = compile_records(plan, published_rolls(years)).subquery("records")
    columns = [records.c[name] for name in RECORD_COLUMNS]
    statement = insert(_VALUES).from_select(
        ["computation_id", *RECORD_COLUMNS], select(bindparam("computation_id", type_=Uuid()), *columns)
    )
    given = {
        "computation_id": computation_id,
        "municipality_ids": list(municipality_ids),
        "pack_code": plan.pack,
        "period": plan.period.text,
    }
    async with fit_for_computing(session):
        await session.execute(statement, given)


async def hash_inputs(session: AsyncSession, computation_id: UUID) -> str:
    """Return `sha256:…` over what the indicators read of every object, in the order of their codes."""
    read = [cast(_VALUES.c[name], Text) for name in _READ]
    line = func.concat_ws("|", ComputedValues.level, ComputedValues.object_code, *read)
    lines = func.string_agg(line, aggregate_order_by(literal("\n"), ComputedValues.level, ComputedValues.object_code))
    digest = func.encode(func.sha256(func.convert_to(func.coalesce(lines, ""), "UTF8")), "hex")
    found = await session.scalar(select(digest).where(ComputedValues.computation_id == computation_id))
    return f"sha256:{found}"


async def count_objects(session: AsyncSession, computation_id: UUID) -> dict[str, int]:
    """Count the stored objects by level."""
    statement = (
        select(ComputedValues.level, func.count().label("objects"))
        .where(ComputedValues.computation_id == computation_id)
        .group_by(ComputedValues.level)
    )
    found = await session.execute(statement)
    return {row.level: row.objects for row in found}
