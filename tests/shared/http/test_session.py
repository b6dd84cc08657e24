"""The session of a request is committed before the reply goes out."""

from typing import Annotated

import pytest
from fastapi import APIRouter, Depends
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.session import Database, run_after_commit
from shared.errors import Conflict
from shared.http.application import ServiceParts
from shared.http.session import Session, open_session
from shared.models import Client
from shared.settings import Settings
from tests.shared.http.conftest import Serve

router = APIRouter()
# What the alias `Session` guards against: the reply leaves before the COMMIT.
LateSession = Annotated[AsyncSession, Depends(open_session)]

DUPLICATES_FOUND_AT_COMMIT = (
    "CREATE TEMPORARY TABLE number (value integer UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP",
    "INSERT INTO number VALUES (1), (1)",
)


@router.post("/numbers", status_code=201)
async def create_numbers(session: Session) -> str:
    for statement in DUPLICATES_FOUND_AT_COMMIT:
        await session.execute(text(statement))
    return "created"


@router.post("/late-numbers", status_code=201)
async def create_numbers_late(session: LateSession) -> str:
    return await create_numbers(session)


@router.post("/clients", status_code=201)
async def create_named_client(session: Session, name: str, *, refused: bool = False) -> None:
    session.add(Client(name=name, scopes=[], territories=[], created_at=await session.scalar(select(text("now()")))))
    await session.flush()
    if refused:
        raise Conflict


@router.post("/hooks")
async def run_failing_hook(session: Session) -> None:
    async def fail() -> None:
        raise RuntimeError("Redis is away")

    run_after_commit(session, fail)


@router.get("/pusher")
async def show_pusher(session: Session) -> bool:
    return "job_pusher" in session.info


async def test_a_failing_commit_is_answered_with_a_problem(serve: Serve, committed_database: Database) -> None:
    client = await serve(router, parts=ServiceParts(database=committed_database))

    answer = await client.post("/probe/v1/numbers")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal-error")


async def test_without_the_function_scope_the_same_commit_would_have_been_answered_201(
    serve: Serve, committed_database: Database
) -> None:
    client = await serve(router, parts=ServiceParts(database=committed_database))

    with pytest.raises(Exception, match="number_value_key"):
        await client.post("/probe/v1/late-numbers")


async def test_what_was_answered_is_committed(serve: Serve, committed_database: Database) -> None:
    client = await serve(router, parts=ServiceParts(database=committed_database))

    answer = await client.post("/probe/v1/clients?name=kept")

    assert answer.status_code == 201
    async with committed_database.transaction() as session:
        assert await session.scalar(select(Client.name)) == "kept"


async def test_what_was_refused_is_rolled_back(serve: Serve, committed_database: Database) -> None:
    client = await serve(router, parts=ServiceParts(database=committed_database))

    answer = await client.post("/probe/v1/clients?name=undone&refused=true")

    assert answer.status_code == 409
    async with committed_database.transaction() as session:
        assert await session.scalar(select(Client.name)) is None


async def test_a_hook_that_fails_after_the_commit_does_not_spoil_the_answer(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.post("/probe/v1/hooks")

    assert answer.status_code == 200


@pytest.mark.parametrize("has_redis", [True, False])
async def test_the_session_carries_a_pusher_where_redis_is_configured(
    serve: Serve, database_url: str, redis_url: str, *, has_redis: bool
) -> None:
    settings = Settings(database_url=database_url, redis_url=redis_url if has_redis else None)
    client = await serve(router, settings=settings)

    answer = await client.get("/probe/v1/pusher")

    assert answer.json() is has_redis
