"""Answers Prometheus: what applications gathered, and what their database and queue look like at this moment."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence

import structlog
from fastapi import FastAPI, Request, Response
from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import Metric
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from shared.database.session import Database
from shared.queue.counting import JobCount, count_open_jobs

# A scrape is answered without the jobs rather than late: Prometheus itself gives up after ten seconds.
_QUERY_SECONDS = 2

logger = structlog.get_logger(__name__)


async def show_metrics(request: Request) -> Response:
    """Return the metrics of this service."""
    return await render_metrics([request.app])


async def render_metrics(apps: Sequence[FastAPI]) -> Response:
    """Return the metrics of applications of this process as one answer."""
    families = [family for app in apps for family in await _collect(app)]
    return Response(generate_latest(_Families(families)), media_type=CONTENT_TYPE_PLAIN_0_0_4)


class _Families:
    """Metrics of several applications as Prometheus wants them: those of one name together."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families: dict[str, Metric] = {}
        for family in families:
            known = self._families.setdefault(family.name, family)
            if known is not family:
                known.samples.extend(family.samples)

    def collect(self) -> Iterable[Metric]:
        return self._families.values()


async def _collect(app: FastAPI) -> list[Metric]:
    service: str = app.state.service.name
    database: Database = app.state.database
    jobs = await _count_jobs(database, service)
    return [
        *app.state.metrics.registry.collect(),
        *_describe_pool(database, service),
        _gauge(
            "opora_database_up",
            "Whether the jobs could be counted just now.",
            ("service",),
            [((service,), jobs is not None)],
        ),
        *_describe_jobs(jobs or [], service),
    ]


async def _count_jobs(database: Database, queue: str) -> list[JobCount] | None:
    """Count the open jobs of the service's queue; None where the database does not answer at once."""
    try:
        async with asyncio.timeout(_QUERY_SECONDS), database.transaction() as session:
            # The server gives up as well, so that scrapes of a slow database do not pile up on it.
            await session.execute(text(f"SET LOCAL statement_timeout = '{_QUERY_SECONDS}s'"))
            return await count_open_jobs(session, queue)
    except (SQLAlchemyError, OSError) as fault:
        logger.warning("metrics_without_jobs", reason=type(fault).__name__)
        return None


def _describe_pool(database: Database, service: str) -> Iterator[Metric]:
    pool = database.engine.pool
    if isinstance(pool, QueuePool):
        samples = [((service, "in_use"), pool.checkedout()), ((service, "idle"), pool.checkedin())]
        yield _gauge("opora_database_connections", "Connections of the pool.", ("service", "state"), samples)


def _describe_jobs(jobs: list[JobCount], service: str) -> Iterator[Metric]:
    yield _gauge(
        "opora_jobs",
        "Open jobs of the service's queue: ready (waiting or running) and dead (given up).",
        ("service", "kind", "state"),
        [((service, job.kind, job.status.value), job.number) for job in jobs],
    )
    yield _gauge(
        "opora_jobs_lag_seconds",
        "For how long the ready job that waits longest has been due.",
        ("service",),
        [((service,), max((job.lag for job in jobs), default=0.0))],
    )


def _gauge(
    name: str, documentation: str, labels: tuple[str, ...], samples: Iterable[tuple[tuple[str, ...], float]]
) -> Metric:
    family = GaugeMetricFamily(name, documentation, labels=labels)
    for values, value in samples:
        family.add_metric(values, value)
    return family
