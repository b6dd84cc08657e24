"""Runs before and after a newer version of their pack was published."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import text

from shared.database.session import Database
from tests.factories.files import make_results, make_schools
from tests.identification.conftest import Caller
from tests.identification.test_reading import count_queries
from tests.identification.test_runs_verification import verify

LAST, NEWER = "2021/2022", "99.0.0"
_DEFINITION = text("SELECT definition FROM pack WHERE code = 'norilsk-2022' ORDER BY installed_at DESC LIMIT 1")
_PUBLISH = text(
    "INSERT INTO pack (code, version, title, content_hash, definition, installed_at) "
    "VALUES ('norilsk-2022', :version, 'Новее', 'sha256:newer', CAST(:definition AS jsonb), now())"
)
_WITHDRAW = (
    "DELETE FROM run_verification",
    f"DELETE FROM run WHERE pack_version = '{NEWER}'",
    f"DELETE FROM pack WHERE version = '{NEWER}'",
)


@pytest.fixture
async def publish_newer_pack(committed_database: Database) -> AsyncIterator[Any]:
    """Publish a version with 50 percent as the threshold and another code for the second criterion."""

    async def publish() -> None:
        async with committed_database.transaction() as session:
            definition = await session.scalar(_DEFINITION)
            assert definition is not None
            rule = next(rule for rule in definition["identification"]["rules"] if rule["code"] == "low-results")
            rule["options"]["threshold"]["default"] = "50"
            rule["criteria"][1]["code"] = rule["distance"]["repeat"] = "renamed"
            changed = json.dumps(definition | {"version": NEWER})
            await session.execute(_PUBLISH, {"version": NEWER, "definition": changed})

    yield publish
    async with committed_database.transaction() as session:
        for statement in _WITHDRAW:
            await session.execute(text(statement))


async def import_low_school(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001", grades=(5, 5)))
    rows = [("edu240001", LAST, procedure, 20, 6) for procedure in ("vpr-math-5", "vpr-rus-5")]
    assert (await caller.import_file("results", make_results(*rows)))["rejected"] == 0


async def test_a_run_is_verified_by_its_own_version(caller: Caller, publish_newer_pack: Any) -> None:
    await import_low_school(caller)
    run = await caller.finish_run()
    await publish_newer_pack()

    verification = await verify(caller, run["id"])

    assert (verification["result"], verification["result_hash"]) == ("identical", run["result_hash"])


async def test_a_newer_version_makes_a_new_run(caller: Caller, publish_newer_pack: Any) -> None:
    await import_low_school(caller)
    run = await caller.finish_run()
    await publish_newer_pack()

    newer = await caller.finish_run(options={"threshold": "30"})

    assert (newer["pack_version"], newer["options"]) == (NEWER, run["options"])
    assert newer["inputs_hash"] == run["inputs_hash"]
    assert newer["id"] != run["id"]


async def test_versions_of_one_rule_are_compared_criterion_by_criterion(
    caller: Caller, publish_newer_pack: Any
) -> None:
    await import_low_school(caller)
    run = await caller.finish_run()
    await publish_newer_pack()
    newer = await caller.finish_run()

    answer = await caller.get(f"/runs/{newer['id']}/comparison", **{"with": run["id"]})

    school = answer.json()["items"][0]
    assert (school["change"], answer.json()["run"]["pack_version"]) == ("left", NEWER)
    assert set(school["changed_criteria"]) >= {"renamed", "one-procedure-each-of-two-years", "two-procedures-last-year"}


async def test_the_list_of_runs_takes_two_statements_however_long_it_is(caller: Caller) -> None:
    await import_low_school(caller)
    for threshold in ("30", "40", "50"):
        await caller.finish_run(options={"threshold": threshold})

    with count_queries() as statements:
        runs = (await caller.get("/runs")).json()["items"]

    assert len(runs) == 3
    assert len(statements) == 2, statements  # the key, the list
