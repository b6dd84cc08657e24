"""The server's own words go into our log, and requests are logged once."""

import asyncio
import socket

import httpx

from shared.database.session import Database
from shared.http.application import ServiceDefinition, ServiceParts, create_service_app
from shared.http.server import create_server
from shared.settings import Settings
from tests.shared.http.conftest import EventRecorder


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_uvicorn_logs_through_our_log_and_leaves_requests_to_us(
    recorder: EventRecorder, database: Database
) -> None:
    app = create_service_app(
        ServiceDefinition("probe", "Probe", "For tests."), Settings(redis_url=None), ServiceParts(database=database)
    )
    port = find_free_port()
    server = create_server(app, Settings(), host="127.0.0.1", port=port)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn offers no event to wait for
        await asyncio.sleep(0.01)

    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        answer = await client.get("/health/live")
        refused = await client.post("/probe/v1/nothing", content=b"x" * 2_000_000)
    server.should_exit = True
    await serving

    assert (answer.status_code, refused.status_code) == (200, 404)
    assert "server" not in answer.headers
    assert len(recorder.named("request")) == 2
    assert any("Uvicorn running" in str(event["event"]) for event in recorder.events)
    assert not any("GET /health/live" in str(event["event"]) for event in recorder.events)
