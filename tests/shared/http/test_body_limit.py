"""Bodies are bounded in size and in time."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from shared.http.body_limit import BodyLimitMiddleware, allow_body, allow_import_body
from shared.http.schemas import RequestModel
from shared.settings import Settings
from tests.shared.http.conftest import Serve

LIMIT = 2000
IMPORT_LIMIT = 10_000
PIECE = b"x" * 500

router = APIRouter()


class Note(RequestModel):
    text: str


@router.post("/notes")
async def create_note(note: Note) -> int:
    return len(note.text)


async def count_streamed_bytes(request: Request) -> int:
    return sum([len(piece) async for piece in request.stream()])


router.add_api_route("/streams", count_streamed_bytes, methods=["POST"])
router.add_api_route(
    "/imports", count_streamed_bytes, methods=["POST"], dependencies=[Depends(allow_import_body)], name="import"
)
router.add_api_route(
    "/own", count_streamed_bytes, methods=["POST"], dependencies=[Depends(allow_body(3000))], name="own"
)


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, max_body_bytes=LIMIT, max_import_bytes=IMPORT_LIMIT)


class Pieces:
    """A body in pieces, without Content-Length; counts how many were asked for."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self.count):
            self.taken += 1
            yield PIECE


@pytest.mark.parametrize("path", ["/probe/v1/notes", "/probe/v1/streams"])
async def test_a_body_declared_too_long_is_refused_unread(serve: Serve, settings: Settings, path: str) -> None:
    client = await serve(router, settings=settings)
    pieces = Pieces(10)

    answer = await client.post(
        path, content=pieces, headers={"Content-Length": "5000", "Content-Type": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")
    assert answer.headers["content-type"] == "application/problem+json"
    assert str(LIMIT) in answer.json()["detail"]
    assert pieces.taken == 0


@pytest.mark.parametrize("path", ["/probe/v1/notes", "/probe/v1/streams"])
async def test_a_body_without_a_length_is_refused_at_the_limit(serve: Serve, settings: Settings, path: str) -> None:
    client = await serve(router, settings=settings)
    pieces = Pieces(1000)

    answer = await client.post(path, content=pieces, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")
    assert pieces.taken == LIMIT // len(PIECE) + 1


async def test_a_length_that_lies_does_not_help(serve: Serve, settings: Settings) -> None:
    client = await serve(router, settings=settings)

    answer = await client.post("/probe/v1/streams", content=Pieces(1000), headers={"Content-Length": "10"})

    assert answer.status_code == 413


async def test_a_body_of_exactly_the_limit_is_read(serve: Serve, settings: Settings) -> None:
    client = await serve(router, settings=settings)

    answer = await client.post("/probe/v1/streams", content=b"x" * LIMIT)

    assert answer.json() == LIMIT


async def test_an_import_may_be_longer_up_to_its_own_limit(serve: Serve, settings: Settings) -> None:
    client = await serve(router, settings=settings)

    within = await client.post("/probe/v1/imports", content=Pieces(IMPORT_LIMIT // len(PIECE)))
    beyond = await client.post("/probe/v1/imports", content=Pieces(IMPORT_LIMIT // len(PIECE) + 1))

    assert within.json() == IMPORT_LIMIT
    assert beyond.status_code == 413


async def test_a_route_may_set_a_limit_of_its_own(serve: Serve, settings: Settings) -> None:
    client = await serve(router, settings=settings)

    answers = [await client.post("/probe/v1/own", content=b"x" * size) for size in (3000, 3001)]

    assert [answer.status_code for answer in answers] == [200, 413]


async def read_everything(_: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})


async def ignore(_: Message) -> None:
    """Take the answer."""


async def test_a_body_that_stops_coming_is_given_up() -> None:
    async def receive_nothing() -> Message:
        await asyncio.sleep(60)
        raise AssertionError("waited too long")

    bounded = BodyLimitMiddleware(read_everything, LIMIT, longest_pause=0.05)

    with pytest.raises(HTTPException) as caught:
        await bounded({"type": "http", "headers": []}, receive_nothing, ignore)

    assert caught.value.status_code == 408


async def test_waiting_for_the_client_to_leave_is_not_limited() -> None:
    async def wait_for_disconnect(_: Scope, receive: Receive, __: Send) -> None:
        await receive()
        assert (await receive())["type"] == "http.disconnect"

    messages: list[Message] = [{"type": "http.request", "body": b""}, {"type": "http.disconnect"}]

    async def receive() -> Message:
        if len(messages) == 1:
            await asyncio.sleep(0.2)
        return messages.pop(0)

    bounded = BodyLimitMiddleware(wait_for_disconnect, LIMIT, longest_pause=0.05)

    await bounded({"type": "http", "headers": []}, receive, ignore)

    assert messages == []
