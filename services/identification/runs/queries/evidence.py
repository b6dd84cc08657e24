"""What a run read, as the stored evidence tells it."""

from collections.abc import Iterator
from itertools import groupby
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from shared.models import Verdict
from shared.rules.plan import CellKind, CellState, RulePlan

States: TypeAlias = InstrumentedAttribute[str] | ColumnElement[str]

# States that only say how a known share compares with the options in force; the numbers stand beside them.
_COMPARED = f"{CellState.holds}{CellState.fails}{CellState.too_few}"


async def hash_evidence(session: AsyncSession, plan: RulePlan, run_id: UUID) -> str:
    """Return SHA-256 (hexadecimal) over what the rule read of every school, in the order of school codes.

    Taken from the stored evidence, that is from the very snapshot the verdicts were made on. How a share compares
    with a threshold is left out, so that options do not change the hash of the inputs.
    """
    line = func.concat_ws(
        "|",
        Verdict.school_code,
        neutral_states(plan, Verdict.cell_states),
        cast(Verdict.numerators, Text),
        cast(Verdict.denominators, Text),
    )
    lines = func.string_agg(line, aggregate_order_by(literal("\n"), Verdict.school_code))
    digest = func.encode(func.sha256(func.convert_to(func.coalesce(lines, ""), "UTF8")), "hex")
    return str(await session.scalar(select(digest).where(Verdict.run_id == run_id)))


def neutral_states(plan: RulePlan, cell_states: States) -> ColumnElement[str]:
    """Return the states of cells without what options make of them: that a share is known, not that it is low."""
    return func.concat(*_neutral_runs(plan, cell_states))


def _neutral_runs(plan: RulePlan, cell_states: States) -> Iterator[ColumnElement[str]]:
    start = 1
    for is_answer, cells in groupby(plan.cells, key=lambda cell: cell.kind is CellKind.answer):
        length = len(list(cells))
        states = func.substr(cell_states, start, length)
        yield states if is_answer else func.translate(states, _COMPARED, CellState.known.value * len(_COMPARED))
        start += length
