"""The API of the roadmap over the worker's database, and the other services beside it to set up what it reads."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import cache
from pathlib import Path

import pytest

from services.roadmap.app import create_app
from services.roadmap.worker import JOBS
from shared.database.session import Database
from shared.http.application import ServiceApplication
from shared.settings import Settings
from shared.storage import open_storage
from tests import calling
from tests.identification.conftest import Caller as IdentificationCaller
from tests.identification.conftest import get_app as get_identification
from tests.monitoring.conftest import Caller as MonitoringCaller
from tests.monitoring.conftest import get_app as get_monitoring

BASE = "/roadmap/v1"


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


@pytest.fixture
async def monitoring(
    committed_database: Database, database_url: str, files_folder: Path
) -> AsyncIterator[MonitoringCaller]:
    """A caller of monitoring who may do everything everywhere: campaigns, answers, computations, reports."""
    app = get_monitoring(database_url)
    app.state.storage = open_storage(Settings(storage_url=files_folder.as_uri()))
    async with AsyncExitStack() as stack:
        make = await stack.enter_async_context(calling.calling(MonitoringCaller, app, committed_database))
        yield await make()
