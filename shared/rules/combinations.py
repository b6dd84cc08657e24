"""What each choice of "how many criteria are needed" would give, from verdicts already stored."""

from uuid import UUID

from sqlalchemy import Table, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Verdict
from shared.rules.compiling.constants import Query, integer
from shared.rules.plan import RulePlan

_VERDICT: Table = Verdict.__table__  # type: ignore[assignment]  # a mapped class's table is a Table


def compile_combinations(plan: RulePlan, run_id: UUID) -> Query | None:
    """Compile the count of schools that each choice identifies for certain; none where the rule has no such option."""
    if plan.quantifier is None:
        return None
    met = integer(0)
    for at in range(len(plan.criteria)):
        met = met + case((_VERDICT.c.criteria[at + 1].is_(True), integer(1)), else_=integer(0))
    columns = [
        func.count().filter(met >= integer(needed)).label(choice) for choice, needed in plan.quantifier.needed_by_choice
    ]
    return select(*columns).where(_VERDICT.c.run_id == run_id)


async def count_combinations(session: AsyncSession, plan: RulePlan, run_id: UUID) -> dict[str, int]:
    """Count the schools that each choice of the verdict's option identifies; empty where there is no such option."""
    statement = compile_combinations(plan, run_id)
    if statement is None:
        return {}
    row = (await session.execute(statement)).one()
    return {choice: int(row._mapping[choice]) for choice in row._mapping}  # noqa: SLF001 - SQLAlchemy's documented name
