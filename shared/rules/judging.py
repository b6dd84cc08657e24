"""Runs a compiled rule inside the caller's transaction."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.rules.compiling.statement import compile_run
from shared.rules.plan import RulePlan

_SETTINGS = {
    # One row a school of some hundred columns, grouped and sorted once: 40,000 schools fit.
    "work_mem": "64MB",
    # The statement is long and its rows are few: compiling it to machine code costs more than it saves.
    "jit": "off",
    # Right after an import there are no statistics, and a nested loop over two whole territories takes hours.
    "enable_nestloop": "off",
}


async def judge_schools(
    session: AsyncSession,
    plan: RulePlan,
    run_id: UUID,
    municipality_ids: Sequence[int],
    school_codes: Sequence[str] | None = None,
) -> int:
    """Judge every school of the municipalities in one statement; return how many verdicts were stored."""
    parameters: dict[str, object] = {"run_id": run_id, "municipality_ids": list(municipality_ids)}
    if school_codes is not None:
        parameters["school_codes"] = list(school_codes)
    for name, value in _SETTINGS.items():
        await session.execute(text(f"SET LOCAL {name} = '{value}'"))
    result = await session.execute(compile_run(plan, some_schools=school_codes is not None), parameters)
    for name in _SETTINGS:
        await session.execute(text(f"SET LOCAL {name} = DEFAULT"))
    return int(result.rowcount)  # type: ignore[attr-defined]  # an INSERT's result counts its rows
