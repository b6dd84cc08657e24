"""The API of monitoring over the worker's database, and identification's beside it to set up what monitoring reads."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.app import create_app
from services.monitoring.worker import JOBS
from shared.database.session import Database
from shared.http.application import ServiceApplication
from shared.settings import Settings
from shared.storage import open_storage
from tests import calling
from tests.identification.conftest import Caller as IdentificationCaller
from tests.identification.conftest import get_app as get_identification

BASE = "/monitoring/v1"


class Caller(calling.Caller):
    """A client of the API with a key of its own."""

    base = BASE
    jobs = JOBS


MakeCaller = calling.MakeAnyCaller[Caller]


@cache
def get_app(database_url: str) -> ServiceApplication:
    """Build the API once a worker of the tests, as identification's is."""
    return create_app(Settings(database_url=database_url))


@pytest.fixture
def files_folder(tmp_path: Path) -> Path:
    """Where the API stores files."""
    return tmp_path / "files"


@pytest.fixture
async def make_caller(committed_database: Database, database_url: str, files_folder: Path) -> AsyncIterator[MakeCaller]:
    """Make a caller with the given territories and scopes; all scopes and the federation by default."""
    app = get_app(database_url)
    app.state.storage = open_storage(Settings(storage_url=files_folder.as_uri()))
    async with calling.calling(Caller, app, committed_database) as make:
        yield make


@pytest.fixture
async def caller(make_caller: MakeCaller) -> Caller:
    """A caller who may do everything everywhere."""
    return await make_caller()


@pytest.fixture
async def identification(committed_database: Database, database_url: str) -> AsyncIterator[IdentificationCaller]:
    """A caller of identification who may do everything everywhere: registers schools, results and lists."""
    app = get_identification(database_url)
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
