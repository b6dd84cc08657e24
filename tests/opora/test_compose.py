"""The compose file is valid, names only what exists, and gives nobody more than it needs."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from typer.main import get_group

from opora.commands.application import app as command_line
from shared.queue.pace import WorkerPace
from shared.settings import Settings
from tests.opora.compose import (
    COMPOSE_FILE,
    OURS,
    ROOT,
    SERVICES,
    list_mounts,
    read_compose,
    read_dockerfile,
)

COMPOSE = read_compose()
ALL: dict[str, dict[str, Any]] = COMPOSE["services"]


def check_schema(path: Path) -> subprocess.CompletedProcess[str]:
    """Hold a file to the Compose Specification, whose schema this program carries."""
    program = Path(sys.executable).parent / "check-jsonschema"
    return subprocess.run(
        [program, "--builtin-schema", "vendor.compose-spec", path], capture_output=True, text=True, check=False
    )


def test_the_file_keeps_the_compose_specification() -> None:
    check = check_schema(COMPOSE_FILE)

    assert check.returncode == 0, check.stdout


@pytest.mark.parametrize("breach", [{"comand": ["migrate"]}, {"read_only": [1]}, {"healthcheck": {"every": "1s"}}])
def test_the_check_of_the_specification_sees_a_breach(tmp_path: Path, breach: dict[str, Any]) -> None:
    broken = read_compose()
    broken["services"]["migrate"] |= breach
    path = tmp_path / "docker-compose.yml"
    path.write_text(yaml.safe_dump(broken), "utf-8")

    assert check_schema(path).returncode == 1


def test_there_is_a_container_for_every_part() -> None:
    assert set(ALL) == {"postgres", "redis", *OURS}


@pytest.mark.parametrize("name", ALL)
def test_a_container_runs_without_rights_and_within_limits(name: str) -> None:
    service = ALL[name]

    assert service["user"] not in {"root", "0", "0:0"}
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert "cap_add" not in service
    assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}


@pytest.mark.parametrize("name", ALL)
def test_a_container_is_asked_for_its_health_unless_it_ends_by_itself(name: str) -> None:
    assert ("healthcheck" in ALL[name]) is (name != "migrate")
    assert (ALL[name]["restart"] == "no") is (name == "migrate")


def test_nobody_starts_before_the_schema_stands() -> None:
    for name in SERVICES:
        for one in (name, f"{name}-worker"):
            assert ALL[one]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert ALL["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"


def test_what_ends_in_good_order_is_given_the_time() -> None:
    needed = WorkerPace().completion_wait.total_seconds()

    graces = {name: float(ALL[name]["stop_grace_period"].removesuffix("s")) for name in ALL}

    assert min(graces.values()) > needed + 5


def test_only_the_gateway_is_seen_from_outside_and_by_default_from_this_machine_alone() -> None:
    published = {name: service["ports"] for name, service in ALL.items() if "ports" in service}

    assert published == {"gateway": ["${GATEWAY_ADDRESS:-127.0.0.1:8000}:8000"]}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert {name: service["networks"] for name, service in ALL.items() if service["networks"] != ["inside"]} == {
        "gateway": ["inside", "outside"]
    }


def test_secrets_come_as_files_and_go_to_those_who_need_them() -> None:
    given = {name: set(service.get("secrets", [])) for name, service in ALL.items()}

    owners = {name for name, secrets in given.items() if "opora_owner_database_url" in secrets}
    assert owners == {"migrate"}
    assert given["gateway"] == set()
    assert set().union(*given.values()) == set(COMPOSE["secrets"])
    for service in ALL.values():
        assert not any(
            "password" in str(value).lower()
            for name, value in service.get("environment", {}).items()
            if not name.endswith("_FILE")
        )


def test_environments_hold_settings_that_there_are() -> None:
    known = {f"OPORA_{name}".upper() for name in Settings.model_fields}

    used = {name for one in OURS for name in ALL[one].get("environment", {})}

    assert len(used) >= 4
    assert used <= known


def test_the_secrets_that_are_made_are_those_that_are_used(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"

    subprocess.run(["sh", ROOT / "deploy/make-secrets.sh", folder], check=True, capture_output=True)

    assert {f"./secrets/{path.name}" for path in folder.iterdir()} == {
        secret["file"] for secret in COMPOSE["secrets"].values()
    }
    # Compose mounts the files with their rights, into containers of other users; the folder keeps this machine's out.
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o644}
    passwords = [path.read_text("utf-8") for path in folder.glob("*_password")]
    assert len(set(passwords)) == len(passwords) == 4
    assert all(len(password.strip()) == 48 for password in passwords)


def test_secrets_are_never_made_over_those_that_a_database_knows(tmp_path: Path) -> None:
    (tmp_path / "opora_database_url").write_text("kept", "utf-8")

    made = subprocess.run(
        ["sh", ROOT / "deploy/make-secrets.sh", tmp_path], check=False, capture_output=True, text=True
    )

    assert (made.returncode, [path.name for path in tmp_path.iterdir()]) == (1, ["opora_database_url"])
    assert "exists already" in made.stderr


def test_every_place_that_is_mounted_or_copied_exists() -> None:
    mounted = [place for service in ALL.values() for place in list_mounts(service)]
    copied = [
        place
        for step in read_dockerfile()
        if step.name == "COPY" and "--from" not in step.arguments
        for place in step.arguments.split()[:-1]
    ]

    assert len(mounted) >= 2
    assert len(copied) >= 8
    assert [place for place in mounted + copied if not (ROOT / place).exists()] == []


def test_the_image_is_given_what_it_copies_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    copied = {
        place
        for step in read_dockerfile()
        if step.name == "COPY" and "--from" not in step.arguments
        for place in step.arguments.split()[:-1]
    }

    assert lines[1] == "*"
    assert {line[1:] for line in lines if line.startswith("!")} == copied


def test_the_stages_that_containers_use_exist_and_the_last_is_not_root() -> None:
    steps = read_dockerfile()

    wanted = {ALL[name]["build"]["target"] for name in OURS}
    users = [step.arguments for step in steps if step.stage == "runtime" and step.name == "USER"]

    assert wanted == {"runtime"}
    assert users == [ALL["gateway"]["user"]] == ["10001:10001"]
    assert [step.arguments for step in steps if step.stage == "runtime" and step.name == "ENTRYPOINT"] == ['["opora"]']


def test_every_command_is_one_of_the_command_line() -> None:
    group = get_group(command_line)
    commands = set(group.list_commands(typer.Context(group)))

    assert {ALL[name]["command"][0] for name in OURS} == {"migrate", "serve", "work"} <= commands


def test_redis_keeps_what_it_is_given_and_drops_nothing() -> None:
    lines = (ROOT / "deploy/redis/redis.conf").read_text("utf-8").splitlines()

    assert {"appendonly yes", "appendfsync everysec", "maxmemory-policy noeviction"} <= set(lines)
    assert not any(line.startswith("requirepass") for line in lines)
