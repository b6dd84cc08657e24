"""The gateway before services that run alone: requests and answers pass unchanged, faults become problems."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import ASGIApp

from opora.embedded.ports import find_free_port
from opora.gateway import assemble_gateway, create_remote_gateway
from opora.remote_service import TIMEOUTS, RemoteService
from opora.running import serving
from services.identification.app import DEFINITION as IDENTIFICATION
from services.identification.app import create_app as create_identification_app
from services.monitoring.app import DEFINITION as MONITORING
from services.monitoring.app import create_app as create_monitoring_app
from shared.http.application import ServiceDefinition
from shared.settings import Settings

PROBE = ServiceDefinition("probe", "Probe", "Shows what arrives.")
# Port 1 is reserved: nothing listens there.
NOWHERE = "http://127.0.0.1:1"


@pytest.fixture
def settings(database_url: str, redis_url: str) -> Settings:
    return Settings(database_url=database_url, redis_url=redis_url)


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    port = find_free_port()
    assert port
    async with serving(app, Settings(), host="127.0.0.1", port=port):
        yield f"http://127.0.0.1:{port}"


@asynccontextmanager
async def open_client(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    async with served(app) as address, httpx.AsyncClient(base_url=address, timeout=20) as client:
        yield client


@pytest.fixture
def probe() -> FastAPI:
    """Stand in for no service of ours: a server that shows what the gateway sends it."""
    app = FastAPI(openapi_url=None)
    app.state.may_finish = asyncio.Event()

    @app.api_route("/probe/echo", methods=["GET", "POST"])
    async def echo(request: Request) -> Response:
        body = await request.body()
        arrived = {
            "headers": [[name, value] for name, value in request.headers.items()],
            "target": request.scope["raw_path"].decode() + "?" + request.url.query,
            "digest": hashlib.sha256(body).hexdigest(),
        }
        return Response(
            httpx.Response(200, json=arrived).content,
            headers={"Connection": "X-Between-Us", "X-Between-Us": "1", "X-For-All": "1", "Set-Cookie": "a=b"},
        )

    @app.get("/probe/slow")
    async def answer_slowly() -> StreamingResponse:
        async def pieces() -> AsyncIterator[bytes]:
            yield b"first"
            await app.state.may_finish.wait()
            yield b"last"

        return StreamingResponse(pieces())

    @app.get("/probe/silent")
    async def answer_never() -> None:
        await app.state.may_finish.wait()

    return app


@pytest.fixture
async def client(probe: FastAPI, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with served(probe) as address, open_client(create_remote_gateway([(PROBE, address)], settings)) as client:
        yield client
        probe.state.may_finish.set()


@pytest.mark.parametrize(
    "path", ["openapi.json", "docs", "health/live", "health/ready", "v1/nothing", "v1/a%2Fb?c=%20"]
)
async def test_a_service_answers_through_the_gateway_as_it_does_alone(settings: Settings, path: str) -> None:
    headers = {"X-Request-ID": "request-1"}

    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(served(create_monitoring_app(settings)))
        gateway = create_remote_gateway([(MONITORING, address)], settings)
        client = await stack.enter_async_context(open_client(gateway))
        through = await client.get(f"/monitoring/{path}", headers=headers)
        alone = await client.get(f"{address}/monitoring/{path}", headers=headers)

    assert (through.status_code, through.content) == (alone.status_code, alone.content)
    assert _without_date(through) == _without_date(alone)


def _without_date(response: httpx.Response) -> list[tuple[str, str]]:
    return sorted((name, value) for name, value in response.headers.multi_items() if name != "date")


async def test_what_is_meant_for_neighbours_ends_at_the_gateway(client: httpx.AsyncClient) -> None:
    answer = await client.get(
        "/probe/echo",
        headers={
            "Connection": "X-Hop",
            "X-Hop": "1",
            "TE": "trailers",
            "Proxy-Authorization": "secret",
            "Authorization": "Bearer key",
            "X-Request-ID": "request-1",
        },
    )

    arrived = dict(answer.json()["headers"])
    assert {"x-hop", "te", "proxy-authorization"}.isdisjoint(arrived)
    assert (arrived["authorization"], arrived["x-request-id"]) == ("Bearer key", "request-1")
    assert arrived["host"] == client.base_url.netloc.decode()
    assert "x-between-us" not in answer.headers
    assert (answer.headers["x-for-all"], answer.headers["x-request-id"]) == ("1", "request-1")
    assert len(answer.headers.get_list("date")) == 1


async def test_a_request_without_an_id_has_the_same_one_on_both_sides(client: httpx.AsyncClient) -> None:
    answer = await client.get("/probe/echo")

    arrived = dict(answer.json()["headers"])
    assert arrived["x-request-id"] == answer.headers["x-request-id"]


async def test_the_cookie_of_one_caller_is_not_sent_for_the_next(client: httpx.AsyncClient) -> None:
    first = await client.get("/probe/echo")
    client.cookies.clear()

    second = await client.get("/probe/echo")

    assert "set-cookie" in first.headers
    assert "cookie" not in dict(second.json()["headers"])


async def test_path_and_query_arrive_byte_for_byte(client: httpx.AsyncClient) -> None:
    answer = await client.get("/probe/echo?name=%D0%A8&empty=&a=b%2Bc")

    assert answer.json()["target"] == "/probe/echo?name=%D0%A8&empty=&a=b%2Bc"


@pytest.mark.parametrize("declared", [True, False])
async def test_a_large_body_arrives_whole_with_and_without_its_length(
    client: httpx.AsyncClient, *, declared: bool
) -> None:
    body = bytes(range(256)) * 40_000

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 100_000):
            yield body[start : start + 100_000]

    answer = await client.post("/probe/echo", content=body if declared else pieces())

    assert answer.json()["digest"] == hashlib.sha256(body).hexdigest()


async def test_an_answer_is_passed_on_before_it_is_complete(client: httpx.AsyncClient, probe: FastAPI) -> None:
    async with client.stream("GET", "/probe/slow") as answer:
        pieces = answer.aiter_raw()
        first = await anext(pieces)
        probe.state.may_finish.set()
        rest = b"".join([piece async for piece in pieces])

    assert (first, rest) == (b"first", b"last")


@pytest.mark.parametrize("size", [2_000_000, 30_000_000])
async def test_a_body_over_the_service_s_limit_is_refused_in_the_service_s_words(settings: Settings, size: int) -> None:
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(served(create_identification_app(settings)))
        remote = RemoteService(IDENTIFICATION, address)
        await stack.enter_async_context(remote.serving())
        # In this process: a client that reads only after writing could lose the answer by its own fault.
        client = httpx.AsyncClient(transport=httpx.ASGITransport(remote), base_url="http://opora")
        await stack.enter_async_context(client)
        answers = [await client.post("/identification/v1/runs", content=b"x" * size) for _ in range(5)]

    assert [(answer.status_code, answer.json()["status"]) for answer in answers] == [(413, 413)] * 5


async def test_an_import_without_a_key_is_refused_before_it_is_sent(settings: Settings) -> None:
    sent: list[int] = []

    async def pieces() -> AsyncIterator[bytes]:
        for number in range(200):
            sent.append(number)
            yield b"x" * 1_000_000
            await asyncio.sleep(0)

    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(served(create_identification_app(settings)))
        remote = RemoteService(IDENTIFICATION, address)
        await stack.enter_async_context(remote.serving())
        client = httpx.AsyncClient(transport=httpx.ASGITransport(remote), base_url="http://opora")
        await stack.enter_async_context(client)
        answer = await client.post(
            "/identification/v1/imports?dataset=schools", content=pieces(), headers={"Content-Type": "text/csv"}
        )

    assert answer.status_code == 401
    assert len(sent) < 100


async def test_a_service_that_is_not_there_is_a_problem_that_says_when_to_come_back(settings: Settings) -> None:
    async with open_client(create_remote_gateway([(PROBE, NOWHERE)], settings)) as client:
        answer = await client.get("/probe/echo", headers={"X-Request-ID": "request-1"})
        ready = await client.get("/health/ready")
        live = await client.get("/health/live")

    assert (answer.status_code, answer.json()["code"]) == (503, "service-unreachable")
    assert (answer.json()["request_id"], answer.headers["retry-after"]) == ("request-1", "30")
    assert (ready.status_code, ready.json()["services"]["probe"]["checks"][0]["name"]) == (503, "service")
    assert live.status_code == 200


async def test_a_service_that_stays_silent_is_given_up(probe: FastAPI, settings: Settings) -> None:
    async with served(probe) as address:
        gateway = assemble_gateway([RemoteService(PROBE, address, TIMEOUTS | {"read": 0.2})], settings)
        async with open_client(gateway) as client:
            answer = await client.get("/probe/silent")
        probe.state.may_finish.set()

    assert (answer.status_code, answer.json()["code"]) == (504, "service-silent")


async def test_a_service_that_breaks_off_leaves_its_outcome_open(settings: Settings) -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server:
        address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with open_client(create_remote_gateway([(PROBE, address)], settings)) as client:
            answer = await client.post("/probe/echo", content=b"x")

    assert (answer.status_code, answer.json()["code"]) == (502, "service-broke-off")


async def test_the_remote_gateway_is_ready_when_its_services_are(settings: Settings) -> None:
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(served(create_monitoring_app(settings)))
        gateway = create_remote_gateway([(MONITORING, address)], settings)
        client = await stack.enter_async_context(open_client(gateway))
        answer = await client.get("/health/ready")
        front = await client.get("/")

    assert (answer.status_code, answer.json()["state"]) == (200, "ready")
    assert [check["name"] for check in answer.json()["services"]["monitoring"]["checks"]] == [
        "database",
        "schema",
        "redis",
    ]
    assert front.json()["services"][0]["docs"] == "/monitoring/docs"
