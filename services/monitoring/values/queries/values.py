"""What was answered for a period."""

from collections.abc import Sequence

from sqlalchemy import ARRAY, Integer, Table, Text, bindparam, column, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.values.schemas import GivenValue
from shared.models import MonitoringValue

_VALUE: Table = MonitoringValue.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
_COLUMNS = {
    "municipality_id": Integer,
    "level": Text,
    "object_code": Text,
    "element_code": Text,
    "answer": Text,
    "numerator": Integer,
    "denominator": Integer,
}


async def store_values(session: AsyncSession, pack_code: str, period: str, given: Sequence[GivenValue]) -> None:
    """Store what was answered for a period; a later answer takes the place of an earlier one."""
    rows = (
        func.unnest(*[bindparam(f"given_{name}", type_=ARRAY(kind)) for name, kind in _COLUMNS.items()])
        .table_valued(*[column(name, kind) for name, kind in _COLUMNS.items()])
        .render_derived("given")
    )
    chosen = select(
        bindparam("given_pack", type_=Text).label("pack_code"),
        bindparam("given_period", type_=Text).label("period"),
        *[rows.c[name] for name in _COLUMNS],
    )
    statement = insert(_VALUE).from_select(["pack_code", "period", *_COLUMNS], chosen)
    statement = statement.on_conflict_do_update(
        index_elements=list(_VALUE.primary_key),
        set_={name: statement.excluded[name] for name in ("answer", "numerator", "denominator")},
    )
    parameters = {f"given_{name}": [getattr(value, name) for value in given] for name in _COLUMNS}
    await session.execute(statement, {"given_pack": pack_code, "given_period": period, **parameters})
