"""What nobody foresaw is answered according to its cause, and shows nothing of its inside."""

import asyncio

import pytest
from fastapi import APIRouter
from sqlalchemy import literal, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from shared.database.engine import asyncpg_url
from shared.database.session import Database
from shared.http.application import ServiceParts
from shared.http.schemas import RequestModel
from shared.http.session import Session
from tests.shared.http.conftest import EventRecorder, Serve

router = APIRouter()


class Note(RequestModel):
    note: str = ""


@router.get("/failure")
async def fail() -> None:
    raise RuntimeError("password=hunter2")


@router.post("/echo")
async def echo(note: Note, session: Session) -> str | None:
    return await session.scalar(select(literal(note.note)))


async def test_a_failure_shows_nothing_of_its_inside_and_is_logged_with_the_request_id(
    serve: Serve, recorder: EventRecorder
) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/failure", headers={"X-Request-ID": "request-2"})

    assert (answer.status_code, answer.json()["code"]) == (500, "internal-error")
    assert answer.json()["request_id"] == "request-2"
    assert "hunter2" not in answer.text
    (event,) = recorder.named("request_failed")
    assert event["request_id"] == "request-2"
    assert "hunter2" in str(event["exc_info"])


async def test_text_that_postgres_cannot_hold_is_the_callers_error(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.post("/probe/v1/echo", json={"note": "a\0b"})

    assert (answer.status_code, answer.json()["code"]) == (422, "unstorable-text")


async def test_an_unreachable_database_is_a_passing_problem(serve: Serve) -> None:
    # Port 1 is reserved: nothing listens there.
    nowhere = Database(create_async_engine("postgresql+asyncpg://opora@127.0.0.1:1/opora"))
    client = await serve(router, parts=ServiceParts(database=nowhere))

    answer = await client.post("/probe/v1/echo", json={})

    assert (answer.status_code, answer.json()["code"]) == (503, "database-unavailable")
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("statement", "status", "code"),
    [
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '57014'; END $$", 503, "database-unavailable"),
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$", 503, "database-unavailable"),
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '55P03'; END $$", 503, "database-unavailable"),
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '22012'; END $$", 500, "internal-error"),
    ],
)
async def test_what_may_pass_by_itself_is_told_from_our_own_faults(
    serve: Serve, database: Database, statement: str, status: int, code: str
) -> None:
    failing = APIRouter()

    @failing.get("/statement")
    async def execute(session: Session) -> None:
        await session.execute(text(statement))

    client = await serve(failing, parts=ServiceParts(database=database))

    answer = await client.get("/probe/v1/statement")

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_connection_cut_by_the_server_is_a_passing_problem(serve: Serve, database: Database) -> None:
    cutting = APIRouter()

    @cutting.get("/cut")
    async def wait_too_long(session: Session) -> None:
        await session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 20"))
        await asyncio.sleep(0.2)
        await session.execute(text("SELECT 1"))

    client = await serve(cutting, parts=ServiceParts(database=database))

    answer = await client.get("/probe/v1/cut")

    assert (answer.status_code, answer.json()["code"]) == (503, "database-unavailable")


async def test_a_database_that_does_not_exist_is_a_passing_problem(serve: Serve, database_url: str) -> None:
    gone = Database(create_async_engine(asyncpg_url(database_url + "_gone")))
    client = await serve(router, parts=ServiceParts(database=gone))

    answer = await client.post("/probe/v1/echo", json={})

    assert (answer.status_code, answer.json()["code"]) == (503, "database-unavailable")
