"""What Prometheus is told."""

from datetime import timedelta

import httpx
import pytest
from asgi_lifespan import LifespanManager
from fastapi import APIRouter
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.ext.asyncio import AsyncSession

from opora.gateway import create_gateway
from opora.running import create_apps
from shared.clock import utc_now
from shared.database.engine import DatabaseRole, create_database_engine
from shared.database.session import Database
from shared.http.application import ServiceParts
from shared.models import Job
from shared.settings import Settings
from tests.shared.http.conftest import Serve

router = APIRouter()


@router.get("/schools/{school_code}")
async def get_school(school_code: str) -> str:
    return school_code


@router.get("/broken")
async def get_broken() -> None:
    raise RuntimeError


async def read_metrics(client: httpx.AsyncClient) -> dict[str, float]:
    """Return the samples as they are written: `name{label="value"}`, labels sorted."""
    answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    found = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}"] = sample.value
    return found


async def test_requests_are_counted_by_template_and_status(serve: Serve) -> None:
    client = await serve(router)
    for path in ("schools/edu240001?secret=1", "schools/edu240002", "broken", "nothing/edu240003"):
        await client.get(f"/probe/v1/{path}")
    await client.request("BREW", "/probe/v1/schools/edu240001")

    metrics = await read_metrics(client)

    counted = {name: value for name, value in metrics.items() if name.startswith("opora_http_requests_total")}
    template = "/probe/v1/schools/{school_code}"
    assert counted == {
        f"opora_http_requests_total{{method=GET,route={template},service=probe,status=200}}": 1,
        f"opora_http_requests_total{{method=GET,route={template},service=probe,status=422}}": 1,
        f"opora_http_requests_total{{method=other,route={template},service=probe,status=405}}": 1,
        "opora_http_requests_total{method=GET,route=/probe/v1/broken,service=probe,status=500}": 1,
        "opora_http_requests_total{method=GET,route=none,service=probe,status=404}": 1,
    }
    assert metrics[f"opora_http_request_duration_seconds_count{{method=GET,route={template},service=probe}}"] == 2
    assert not any("edu24" in name or "secret" in name for name in metrics)


async def test_the_request_that_asks_is_in_flight(serve: Serve) -> None:
    client = await serve(router)

    metrics = await read_metrics(client)

    assert metrics["opora_http_requests_in_flight{service=probe}"] == 1
    assert any(name.startswith("opora_build_info{") and "service=probe" in name for name in metrics)


async def test_open_jobs_of_the_queue_are_counted(serve: Serve, session: AsyncSession) -> None:
    now = utc_now()
    states = [("probe", "ready"), ("probe", "ready"), ("probe", "dead"), ("probe", "done"), ("other", "ready")]
    session.add_all(
        Job(queue=queue, kind=f"{queue}.work", payload={}, state=state, due_at=now - timedelta(hours=1), created_at=now)
        for queue, state in states
    )
    await session.flush()
    client = await serve(router)

    metrics = await read_metrics(client)

    assert {name: value for name, value in metrics.items() if name.startswith("opora_jobs{")} == {
        "opora_jobs{kind=probe.work,service=probe,state=ready}": 2,
        "opora_jobs{kind=probe.work,service=probe,state=dead}": 1,
    }
    assert 3600 <= metrics["opora_jobs_lag_seconds{service=probe}"] < 3900
    assert metrics["opora_database_up{service=probe}"] == 1
    assert "opora_database_connections{service=probe,state=in_use}" in metrics


async def test_without_the_database_the_rest_is_told(serve: Serve) -> None:
    nowhere = "postgresql://opora:opora@127.0.0.1:1/opora"
    engine = create_database_engine(nowhere, DatabaseRole.app, application_name="tests")
    client = await serve(router, parts=ServiceParts(database=Database(engine)))

    metrics = await read_metrics(client)

    assert metrics["opora_database_up{service=probe}"] == 0
    assert metrics["opora_http_requests_in_flight{service=probe}"] == 1
    assert not any(name.startswith("opora_jobs{") for name in metrics)
    await engine.dispose()


@pytest.mark.parametrize("path", ["/identification/metrics", "/identification/v1/metrics"])
async def test_services_of_one_process_are_told_together_and_not_under_their_prefixes(
    database_url: str, path: str
) -> None:
    settings = Settings(database_url=database_url)
    async with LifespanManager(create_gateway(create_apps(settings), settings)) as running:
        transport = httpx.ASGITransport(running.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://opora") as client:
            await client.get("/identification/health/live")
            await client.get("/roadmap/health/live")

            metrics, hidden = await read_metrics(client), await client.get(path)

    for service in ("identification", "roadmap"):
        route = f"/{service}/health/live"
        assert metrics[f"opora_http_requests_total{{method=GET,route={route},service={service},status=200}}"] == 1
    assert {f"opora_database_up{{service={name}}}" for name in ("identification", "monitoring", "roadmap")} <= set(
        metrics
    )
    assert hidden.status_code == 404
