"""One address for all services, whose answers are the same as alone."""

from collections.abc import AsyncIterator

import httpx
import pytest
from asgi_lifespan import LifespanManager
from sqlalchemy.ext.asyncio import create_async_engine

from opora.gateway import create_gateway
from services.monitoring.app import create_app as create_monitoring_app
from services.roadmap.app import create_app as create_roadmap_app
from shared.database.schema_version import SchemaOutdated
from shared.database.session import Database
from shared.http.application import ServiceParts
from shared.settings import Settings

ALONE = {"monitoring": create_monitoring_app, "roadmap": create_roadmap_app}


@pytest.fixture
def settings(database_url: str, redis_url: str) -> Settings:
    return Settings(database_url=database_url, redis_url=redis_url)


@pytest.fixture
async def gateway(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_gateway([create(settings) for create in ALONE.values()], settings)
    async with LifespanManager(app) as running, open_client(running) as client:
        yield client


def open_client(running: LifespanManager) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(running.app), base_url="http://opora")


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize("path", ["openapi.json", "docs", "health/live", "health/ready", "v1/nothing"])
async def test_a_service_answers_behind_the_gateway_as_it_does_alone(
    gateway: httpx.AsyncClient, settings: Settings, name: str, path: str
) -> None:
    headers = {"X-Request-ID": "request-1"}

    behind = await gateway.get(f"/{name}/{path}", headers=headers)
    async with LifespanManager(ALONE[name](settings)) as running, open_client(running) as client:
        alone = await client.get(f"/{name}/{path}", headers=headers)

    assert (behind.status_code, behind.content) == (alone.status_code, alone.content)
    assert behind.headers == alone.headers


async def test_the_front_page_lists_the_services_for_programs(gateway: httpx.AsyncClient) -> None:
    answer = await gateway.get("/")

    assert [(each["name"], each["docs"], each["openapi"]) for each in answer.json()["services"]] == [
        ("monitoring", "/monitoring/docs", "/monitoring/openapi.json"),
        ("roadmap", "/roadmap/docs", "/roadmap/openapi.json"),
    ]


async def test_the_front_page_leads_people_to_the_documentation(gateway: httpx.AsyncClient) -> None:
    answer = await gateway.get("/", headers={"Accept": "text/html,application/xhtml+xml"})

    assert answer.headers["content-type"].startswith("text/html")
    assert "<a href='/monitoring/docs'>" in answer.text


@pytest.mark.parametrize("path", ["/nothing", "/monitoringx/docs", "/docs", "/openapi.json", "//monitoring/docs"])
async def test_an_unknown_address_is_a_problem_with_a_request_id(gateway: httpx.AsyncClient, path: str) -> None:
    answer = await gateway.get(f"http://opora{path}", headers={"X-Request-ID": "request-1"})

    assert (answer.status_code, answer.json()["code"]) == (404, "route-not-found")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["request_id"], answer.headers["x-request-id"]) == ("request-1", "request-1")


async def test_the_gateway_is_ready_when_all_services_are(gateway: httpx.AsyncClient) -> None:
    answer = await gateway.get("/health/ready")

    assert (answer.status_code, answer.json()["state"]) == (200, "ready")
    assert answer.json()["services"].keys() == ALONE.keys()


async def test_one_service_without_its_database_makes_the_gateway_not_ready(settings: Settings) -> None:
    # Port 1 is reserved: nothing listens there.
    nowhere = Database(create_async_engine("postgresql+asyncpg://opora@127.0.0.1:1/opora"))
    apps = [create_monitoring_app(settings), create_roadmap_app(settings, ServiceParts(database=nowhere))]

    async with LifespanManager(create_gateway(apps, settings)) as running, open_client(running) as client:
        ready = await client.get("/health/ready")
        live = await client.get("/health/live")

    assert (ready.status_code, ready.json()["code"]) == (503, "not-ready")
    assert {name: each["state"] for name, each in ready.json()["services"].items()} == {
        "monitoring": "ready",
        "roadmap": "unready",
    }
    assert live.status_code == 200


async def test_the_gateway_does_not_start_where_a_service_would_not(
    settings: Settings, owner_database_url: str
) -> None:
    refused = Settings(database_url=owner_database_url.rpartition("/")[0] + "/postgres")
    apps = [create_monitoring_app(settings), create_roadmap_app(refused)]

    with pytest.raises(SchemaOutdated):
        await LifespanManager(create_gateway(apps, settings)).__aenter__()
