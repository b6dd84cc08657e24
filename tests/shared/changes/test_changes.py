"""Changes are recorded with what they tell of, and never changed."""

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from shared.changes import Changed, list_changes, record_change
from shared.database.engine import asyncpg_url
from shared.database.paging import PageRequest
from shared.database.session import Database
from shared.models import Change

_RENAMED = Changed("school", "edu240001", "updated", ("name",))


async def test_the_changes_of_an_object_are_read_latest_first(session: AsyncSession) -> None:
    await record_change(session, Changed("school", "edu240001", "created"), None)
    await record_change(session, _RENAMED, None)
    await record_change(session, Changed("school", "edu240002", "created"), None)

    page = await list_changes(session, "school", "edu240001", PageRequest())

    assert [(change.action, change.fields) for change in page.items] == [("updated", ["name"]), ("created", [])]


async def test_a_change_is_undone_with_its_transaction(committed_database: Database) -> None:
    async def record_and_fail() -> None:
        async with committed_database.transaction() as session:
            await record_change(session, _RENAMED, None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await record_and_fail()

    async with committed_database.transaction() as session:
        assert (await list_changes(session, "school", "edu240001", PageRequest())).items == []


async def test_a_service_cannot_rewrite_changes(session: AsyncSession) -> None:
    await record_change(session, _RENAMED, None)

    with pytest.raises(DBAPIError, match="permission denied"):
        await session.execute(delete(Change))


@pytest.mark.parametrize("statement", ["UPDATE change SET action = 'x'", "DELETE FROM change", "TRUNCATE change"])
async def test_not_even_the_owner_rewrites_changes(owner_database_url: str, statement: str) -> None:
    engine = create_async_engine(asyncpg_url(owner_database_url))

    async with engine.connect() as connection:
        with pytest.raises(DBAPIError, match="rows of change are only ever added"):
            await connection.execute(text(statement))

    await engine.dispose()
