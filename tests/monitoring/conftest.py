"""The API of monitoring over the worker's database, and identification's beside it to set up what monitoring reads."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.app import create_app as create_identification
from services.monitoring.app import create_app
from services.monitoring.worker import JOBS
from shared.database.session import Database
from shared.settings import Settings
from tests import calling
from tests.identification.conftest import Caller as IdentificationCaller

BASE = "/monitoring/v1"


class Caller(calling.Caller):
    """A client of the API with a key of its own."""

    base = BASE
    jobs = JOBS


MakeCaller = calling.MakeAnyCaller[Caller]


@pytest.fixture
def files_folder(tmp_path: Path) -> Path:
    """Where the API stores files."""
    return tmp_path / "files"


@pytest.fixture
async def make_caller(committed_database: Database, database_url: str, files_folder: Path) -> AsyncIterator[MakeCaller]:
    """Make a caller with the given territories and scopes; all scopes and the federation by default."""
    # A login of its own beside the workers' database, as in life; the embedded login owns nothing.
    settings = Settings(database_url=database_url, storage_url=files_folder.as_uri())
    async with calling.calling(Caller, create_app(settings), committed_database) as make:
        yield make


@pytest.fixture
async def caller(make_caller: MakeCaller) -> Caller:
    """A caller who may do everything everywhere."""
    return await make_caller()


@pytest.fixture
async def identification(committed_database: Database, database_url: str) -> AsyncIterator[IdentificationCaller]:
    """A caller of identification who may do everything everywhere: registers schools, results and lists."""
    app = create_identification(Settings(database_url=database_url))
    async with AsyncExitStack() as stack:
        make = await stack.enter_async_context(calling.calling(IdentificationCaller, app, committed_database))
        yield await make()


SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Set what time it is for campaigns and their schedules."""

    def set_to(now: datetime) -> None:
        async def read_clock(_: AsyncSession) -> datetime:
            return now

        monkeypatch.setattr("services.monitoring.campaigns.queries.read_clock", read_clock)
        for module in (
            "services.monitoring.campaigns.router.reading",
            "services.monitoring.campaigns.use_cases.reading",
            "services.monitoring.schedules.use_cases",
            "shared.schedules.use_cases",
        ):
            monkeypatch.setattr(f"{module}.utc_now", lambda: now)

    return set_to
