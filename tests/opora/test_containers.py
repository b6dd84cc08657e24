"""What the compose file starts works together, and stops in good order."""

import subprocess
import time
from pathlib import Path
from typing import cast

import httpx
import pytest
from redis import Redis

from tests.opora.container_rehearsal import Rehearsal, rehearse

SCHOOLS = (
    "school_code,school_name,municipality_oktmo,municipality_name,grades_from,grades_to\n"
    "edu240001,МБОУ «СОШ № 1»,04729000,Норильск,1,11\n"
)


# Postgres, Redis, the migration and seven processes of ours start and stop, on two cores beside other tests.
@pytest.mark.timeout(300)
def test_the_commands_of_the_containers_work_together_and_end_in_good_order(tmp_path: Path) -> None:
    with rehearse(tmp_path) as rehearsal:
        _check_that_all_is_ready(rehearsal)
        _check_redis(rehearsal)
        _check_that_an_import_is_worked_on(rehearsal)
        _check_that_a_missing_service_is_noticed(rehearsal)
        _check_that_workers_end_in_good_order(rehearsal)


def _check_that_all_is_ready(rehearsal: Rehearsal) -> None:
    ready = httpx.get(f"{rehearsal.address}/health/ready")

    assert ready.status_code == 200, ready.text
    assert {name: service["state"] for name, service in ready.json()["services"].items()} == {
        "identification": "ready",
        "monitoring": "ready",
        "roadmap": "ready",
    }


def _check_redis(rehearsal: Rehearsal) -> None:
    secret = rehearsal.folder / "identification.secrets/opora_redis_url"
    with Redis.from_url(secret.read_text("utf-8").strip(), decode_responses=True) as client:
        # The library's types allow for an asynchronous client too.
        settings = cast("dict[str, str]", client.config_get())

    kept = {name: settings[name] for name in ("appendonly", "appendfsync", "maxmemory-policy", "save")}
    assert kept == {"appendonly": "yes", "appendfsync": "everysec", "maxmemory-policy": "noeviction", "save": ""}
    assert Path(settings["dir"]) == rehearsal.folder / "redis"


def _check_that_an_import_is_worked_on(rehearsal: Rehearsal) -> None:
    scopes = ["--scope", "identification:write", "--scope", "identification:read"]
    made = subprocess.run(
        ["opora", "client", "create", "rehearsal", *scopes, "--territory", "municipality:04729000"],
        env=rehearsal.settings_of("identification"),
        check=True,
        capture_output=True,
        text=True,
    )
    headers = {"Authorization": f"Bearer {made.stdout.strip()}", "Content-Type": "text/csv"}
    with httpx.Client(base_url=rehearsal.address, headers=headers) as client:
        sent = client.post("/identification/v1/imports?dataset=schools", content=SCHOOLS.encode())
        assert sent.status_code == 202, sent.text
        deadline = time.monotonic() + 60
        while (receipt := client.get(sent.headers["location"]).json())["state"] != "done":
            assert receipt["state"] != "failed", receipt
            assert time.monotonic() < deadline, receipt
            time.sleep(0.1)
        school = client.get("/identification/v1/schools/edu240001")

    assert school.json()["school_name"] == "МБОУ «СОШ № 1»"


def _check_that_a_missing_service_is_noticed(rehearsal: Rehearsal) -> None:
    assert rehearsal.stop("monitoring") == 0
    assert not rehearsal.is_well("monitoring")
    assert not rehearsal.is_well("gateway")

    answer = httpx.get(f"{rehearsal.address}/monitoring/docs")

    assert (answer.status_code, answer.json()["code"]) == (503, "service-unreachable")
    assert httpx.get(f"{rehearsal.address}/roadmap/docs").status_code == 200


def _check_that_workers_end_in_good_order(rehearsal: Rehearsal) -> None:
    assert rehearsal.is_well("roadmap-worker")
    assert rehearsal.stop("roadmap-worker") == 0
    assert not rehearsal.is_well("roadmap-worker")
    assert rehearsal.stop("gateway") == 0
