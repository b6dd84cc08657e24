"""What is done with values: take them in, compute indicators from them."""

from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.values import queries
from services.monitoring.values.rules import ListReader, ValueReader
from services.monitoring.values.schemas import GivenValue, ListedRow, RowIssue
from shared.files.rows import TextRow
from shared.indicators.compiling.rolls import given_rolls, roll_parameters
from shared.indicators.computing import IndicatorValue, PointsTotal, stream_values
from shared.indicators.plan import IndicatorPlan
from shared.indicators.resolving import MonitoredPack
from shared.reference.categories import Category

_BATCH = 10_000  # values stored at a time


async def take_in_values(
    session: AsyncSession, pack: MonitoredPack, period: str, rows: Iterable[TextRow]
) -> list[RowIssue]:
    """Store the values of a file for a period; return what is wrong with its rows, which are left out."""
    reader = ValueReader(pack, await queries.read_register(session))
    issues: list[RowIssue] = []
    values = _right_ones(reader, rows, issues)
    while batch := list(islice(values, _BATCH)):
        await queries.store_values(session, pack.code, period, batch)
    return issues


def _right_ones(reader: ValueReader, rows: Iterable[TextRow], issues: list[RowIssue]) -> Iterator[GivenValue]:
    for row in rows:
        found = reader.read(row)
        if isinstance(found, GivenValue):
            yield found
        elif found is not None:
            issues.extend(found)


async def read_lists(session: AsyncSession, rows: Iterable[TextRow]) -> tuple[list[ListedRow], list[RowIssue]]:
    """Read the lists of a file; return its schools and what is wrong with its rows."""
    reader = ListReader(await queries.read_register(session))
    found = [reader.read(row) for row in rows]
    issues = [issue for part in found if isinstance(part, list) for issue in part]
    return [row for row in found if isinstance(row, ListedRow)], issues


async def compute_values(
    session: AsyncSession, plan: IndicatorPlan, listed: list[ListedRow] | None
) -> AsyncIterator[IndicatorValue | PointsTotal]:
    """Compute the indicators of every municipality of this database; None: there are no lists.

    Lists of the period's year are whole as given; of another year they are known where a school stands on them.
    """
    known: set[tuple[int, str]] = set()
    if listed is not None:
        years = {plan.period.academic_year} | {row.academic_year for row in listed}
        known = {(year, category.value) for year in years for category in Category}
    rows = [(row.school_code, row.academic_year, row.category) for row in listed or ()]
    register = await queries.read_register(session)
    municipality_ids = list(register.municipalities.values())
    async for value in stream_values(session, plan, given_rolls(), roll_parameters(rows, known), municipality_ids):
        yield value


async def list_printed_codes(session: AsyncSession) -> dict[str, str]:
    """Return the codes of all schools as their sender prints them, by key."""
    return await queries.list_printed_codes(session)
