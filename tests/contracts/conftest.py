"""Clients of all services, which meet them behind one gateway."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from opora.gateway import create_gateway
from opora.running import create_apps
from shared.database.session import Database
from shared.settings import Settings
from tests.calling import calling
from tests.identification.conftest import Caller, MakeCaller


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of every API of the test, with a folder for files of its own."""
    return Settings(database_url=database_url, storage_url=(tmp_path / "files").as_uri())


@pytest.fixture
async def make_caller(committed_database: Database, settings: Settings) -> AsyncIterator[MakeCaller]:
    """Make a caller with the given territories and scopes; all scopes and the federation by default."""
    async with calling(Caller, create_gateway(create_apps(settings), settings), committed_database) as make:
        yield make
