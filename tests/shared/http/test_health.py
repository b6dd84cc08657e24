"""Health says what is wrong, and stops traffic only where nothing can be done."""

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from shared.database.engine import DatabaseRole, create_database_engine
from shared.database.session import Database
from shared.http.application import ServiceParts
from shared.settings import Settings
from tests.shared.http.conftest import Serve

# Port 1 is reserved: nothing listens there.
NO_REDIS = "redis://127.0.0.1:1/0"


@pytest.fixture
def settings(database_url: str, redis_url: str) -> Settings:
    return Settings(database_url=database_url, redis_url=redis_url)


def states(answer: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {check["name"]: check["state"] for check in answer["checks"]}


@pytest.mark.parametrize("prefix", ["", "/probe"])
async def test_a_service_with_everything_at_hand_is_ready(serve: Serve, settings: Settings, prefix: str) -> None:
    client = await serve(settings=settings)

    answer = await client.get(f"{prefix}/health/ready")

    assert answer.status_code == 200
    assert answer.json()["state"] == "ready"
    assert states(answer.json()) == {"database": "ready", "schema": "ready", "redis": "ready"}


@pytest.mark.parametrize("redis_url", [NO_REDIS, None])
async def test_without_redis_a_service_is_degraded_but_takes_requests(
    serve: Serve, database_url: str, redis_url: str | None
) -> None:
    client = await serve(settings=Settings(database_url=database_url, redis_url=redis_url))

    answer = await client.get("/health/ready")

    assert (answer.status_code, answer.json()["state"]) == (200, "degraded")
    assert states(answer.json()) == {"database": "ready", "schema": "ready", "redis": "degraded"}


async def test_without_its_database_a_service_is_not_ready_and_says_so_as_a_problem(
    serve: Serve, settings: Settings
) -> None:
    nowhere = Database(create_async_engine("postgresql+asyncpg://opora@127.0.0.1:1/opora"))
    client = await serve(parts=ServiceParts(database=nowhere), settings=settings)

    answer = await client.get("/health/ready")

    assert (answer.status_code, answer.json()["code"], answer.json()["state"]) == (503, "not-ready", "unready")
    assert answer.headers["content-type"] == "application/problem+json"
    assert states(answer.json()) == {"database": "unready", "schema": "unready", "redis": "ready"}


async def test_a_refused_login_is_a_database_that_is_not_ready(serve: Serve, database_url: str) -> None:
    gone = Database(create_database_engine(database_url + "_gone", DatabaseRole.app, application_name="tests"))
    client = await serve(parts=ServiceParts(database=gone))

    answer = await client.get("/health/ready")

    assert states(answer.json())["database"] == "unready"
    await gone.dispose()


async def test_on_another_schema_a_service_is_not_ready(serve: Serve, empty_database_url: str) -> None:
    empty = Database(create_database_engine(empty_database_url, DatabaseRole.app, application_name="tests"))
    client = await serve(parts=ServiceParts(database=empty))

    answer = await client.get("/health/ready")
    await empty.dispose()

    assert answer.status_code == 503
    assert states(answer.json())["database"] == "ready"
    assert states(answer.json())["schema"] == "unready"


async def test_a_process_is_alive_whatever_its_database_does(serve: Serve) -> None:
    nowhere = Database(create_async_engine("postgresql+asyncpg://opora@127.0.0.1:1/opora"))
    client = await serve(parts=ServiceParts(database=nowhere))

    answer = await client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"state": "live"})
