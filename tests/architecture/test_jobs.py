"""Every job is registered in the worker of its own service, on its own queue."""

import importlib
from collections import Counter
from collections.abc import Iterator

import pytest

from shared.queue.definition import AnyJob, JobDefinition
from shared.queue.worker import QueueWorker
from shared.settings import Settings
from tests.architecture.sources import read_sources

_SERVICES = ("identification", "monitoring", "roadmap")


def _list_jobs(service: str) -> Iterator[AnyJob]:
    """Yield every job that the features of a service define."""
    for source in read_sources(f"services/{service}"):
        if source.path.endswith("/jobs.py") or "/jobs/" in source.path:
            found = vars(importlib.import_module(source.module)).values()
            yield from (value for value in found if isinstance(value, JobDefinition))


def _list_registered(service: str) -> tuple[AnyJob, ...]:
    registered: tuple[AnyJob, ...] = importlib.import_module(f"services.{service}.worker").JOBS
    return registered


def test_every_job_is_in_the_table_of_contents_of_its_service() -> None:
    defined = {service: {job.kind for job in _list_jobs(service)} for service in _SERVICES}

    registered = {service: {job.kind for job in _list_registered(service)} for service in _SERVICES}

    assert sum(len(kinds) for kinds in defined.values()) >= 3
    assert registered == defined


def test_every_job_runs_on_the_queue_of_its_service() -> None:
    found = [(service, job) for service in _SERVICES for job in _list_jobs(service)]

    assert found
    assert [job.kind for service, job in found if job.payload_class.queue != service] == []
    assert [job.kind for service, job in found if not job.kind.startswith(f"{service}.")] == []


def test_every_kind_of_job_is_defined_once() -> None:
    kinds = Counter(job.kind for service in _SERVICES for job in _list_jobs(service))

    assert kinds
    assert [kind for kind, count in kinds.items() if count > 1] == []


def test_every_worker_serves_the_queue_of_its_service() -> None:
    served = {service: importlib.import_module(f"services.{service}.worker").QUEUE for service in _SERVICES}

    assert served == {service: service for service in _SERVICES}
    assert [name for name in _SERVICES if not hasattr(importlib.import_module(f"services.{name}.worker"), "JOBS")] == []


async def test_a_worker_refuses_a_job_of_another_queue(database_url: str, redis_url: str) -> None:
    job = _list_registered("identification")[0]

    with pytest.raises(ValueError, match=job.kind):
        QueueWorker("monitoring", [job], Settings(database_url=database_url, redis_url=redis_url))
