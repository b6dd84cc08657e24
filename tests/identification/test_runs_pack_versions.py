"""Runs before and after a newer version of their pack was published."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from shared.database.session import Database
from tests.factories.files import make_results, make_schools
from tests.identification.conftest import Caller
from tests.identification.test_reading import count_queries
from tests.identification.test_runs_verification import verify

LAST, NEWER = "2021/2022", "99.0.0"
_DEFINITION = text("SELECT definition FROM pack WHERE code = 'norilsk-2022' AND built_in")
_PUBLISH = text(
    "INSERT INTO pack (code, version, title, content_hash, definition, valid_from, state, built_in, installed_at, "
    "approved_at, order_number, order_date) "
    "VALUES ('norilsk-2022', :version, 'Новее', 'sha256:newer', CAST(:definition AS jsonb), :valid_from, 'approved', "
    "false, now(), now(), '1', '2022-05-20')"
)


@pytest.fixture
def publish_newer_pack(committed_database: Database) -> Any:
    """Publish a version with 50 percent as the threshold and another code for the second criterion."""

    async def publish(version: str = NEWER, valid_from: int = 2021) -> None:
        async with committed_database.transaction() as session:
            definition = await session.scalar(_DEFINITION)
            assert definition is not None
            rule = next(rule for rule in definition["identification"]["rules"] if rule["code"] == "low-results")
            rule["options"]["threshold"]["default"] = "50"
            rule["criteria"][1]["code"] = rule["distance"]["repeat"] = "renamed"
            changed = json.dumps(definition | {"version": version})
            values = {"version": version, "definition": changed, "valid_from": valid_from}
            await session.execute(_PUBLISH, values)

    return publish


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


async def test_versions_are_ordered_by_their_numbers(caller: Caller, publish_newer_pack: Any) -> None:
    await import_low_school(caller)
    await publish_newer_pack("1.10.0")
    await publish_newer_pack("1.9.0")

    run = await caller.finish_run()

    assert run["pack_version"] == "1.10.0"


async def test_a_list_is_made_by_the_version_that_held_in_its_year(caller: Caller, publish_newer_pack: Any) -> None:
    await import_low_school(caller)
    await publish_newer_pack("2.0.0", valid_from=2024)

    years = ("2020/2021", "2023/2024", "2024/2025", "2025/2026")
    used = [(await caller.finish_run(academic_year=year))["pack_version"] for year in years]

    assert used == ["1.2.1", "1.2.1", "2.0.0", "2.0.0"]
