"""`opora client`: make, list, change over, revoke."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OPORA = Path(sys.executable).with_name("opora")


@pytest.fixture
def environment(database_url: str, redis_url: str, committed_database: object) -> dict[str, str]:
    """Addresses of the worker's servers; what the commands commit is gone after the test."""
    del committed_database
    return os.environ | {"OPORA_DATABASE_URL": database_url, "OPORA_REDIS_URL": redis_url}


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command: list[Path | str] = [OPORA, "client", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def list_keys(environment: dict[str, str]) -> list[str]:
    """Return the ids of the working keys of the only client."""
    return [line.split("\t")[3] for line in run(environment, "list").stdout.splitlines()]


def test_a_program_changes_over_to_a_new_key_and_is_revoked(environment: dict[str, str]) -> None:
    run(environment, "create", "kiasuo", "--scope", "identification:write", "--territory", "region:04")
    (old,) = list_keys(environment)

    issued = run(environment, "issue-key", "kiasuo")
    both = list_keys(environment)
    run(environment, "revoke", "kiasuo", "--key", old)
    left = list_keys(environment)
    run(environment, "revoke", "kiasuo")

    new = issued.stdout.split("_")[1]
    assert set(both) == {old, new}
    assert left == [new]
    assert list_keys(environment) == ["-"]


def test_a_list_tells_what_a_program_may_do_and_where(environment: dict[str, str]) -> None:
    scopes = ("--scope", "identification:write", "--scope", "identification:read")
    run(environment, "create", "kiasuo", *scopes, "--territory", "region:04", "--territory", "municipality:08650000")

    (line,) = run(environment, "list").stdout.splitlines()

    assert line.split("\t")[:3] == [
        "kiasuo",
        "identification:read identification:write",
        "region:04 municipality:08650000",
    ]


@pytest.mark.parametrize("arguments", [("revoke", "kiasuo"), ("issue-key", "kiasuo")])
def test_an_unknown_program_is_refused_in_words(environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    refused = run(environment, *arguments)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "opora client list" in refused.stderr
