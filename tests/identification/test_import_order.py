"""Any order of arrival of the same files, replays included, ends in the same facts."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.imports.queries import Reach
from services.identification.imports.schemas import Dataset
from services.identification.imports.use_cases import merge_import, receive_import
from shared.imports.schemas import ImportTerms
from shared.imports.use_cases import ImportFile
from shared.models import AssessmentResult, Receipt
from tests.factories.files import make_results, make_schools

YEAR = "2021/2022"
PROCEDURES = ("vpr-math-5", "vpr-rus-5", "vpr-math-6")
NOW = datetime(2022, 10, 3, tzinfo=UTC)

# A file: which of the procedures it holds, and how many pupils are below; few values, so that files often agree.
FILES = st.lists(st.dictionaries(st.sampled_from(PROCEDURES), st.integers(0, 2), min_size=1), min_size=2, max_size=4)


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[dict[str, int]], list[int]]:
    """Draw files, the moment of each being its place, and an order in which all of them arrive, some repeatedly."""
    files = draw(FILES)
    places = list(range(len(files)))
    repeated = draw(st.lists(st.sampled_from(places), max_size=2))
    return files, draw(st.permutations(places + repeated))


async def arrive(session: AsyncSession, dataset: Dataset, content: bytes, as_of: datetime) -> Receipt:
    file = ImportFile(dataset, "text/csv", BytesIO(content), len(content))
    receipt = await receive_import(session, file, client_id=None, terms=ImportTerms(as_of=as_of))
    await merge_import(session, receipt, Reach(everywhere=True))
    await session.flush()
    return receipt


async def read_state(session: AsyncSession) -> list[tuple[object, ...]]:
    result = AssessmentResult
    columns = (result.procedure_code, result.participants, result.below_threshold, result.as_of)
    return [tuple(row) for row in await session.execute(select(*columns).order_by(result.procedure_code))]


def expect(files: list[dict[str, int]]) -> list[tuple[object, ...]]:
    """Return what must be stored in the end: of every procedure what the file of the latest moment says."""
    latest = {
        procedure: (below, NOW + timedelta(days=place))
        for place, file in enumerate(files)
        for procedure, below in file.items()
    }
    return [(procedure, 20, *latest[procedure]) for procedure in sorted(latest)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(drawn=arrivals())
async def test_any_order_of_arrival_ends_in_the_same_facts(
    session: AsyncSession, drawn: tuple[list[dict[str, int]], list[int]]
) -> None:
    files, order = drawn
    async with session.begin_nested() as example:
        await arrive(session, Dataset.schools, make_schools("edu240001"), NOW)

        for place in order:
            rows = [("edu240001", YEAR, procedure, 20, below) for procedure, below in files[place].items()]
            receipt = await arrive(session, Dataset.results, make_results(*rows), NOW + timedelta(days=place))
            assert receipt.received == receipt.created + receipt.updated + receipt.unchanged == len(rows)

        assert await read_state(session) == expect(files)
        await example.rollback()
