"""Procedures and what is known of their years: read by everybody, recorded by federal keys, taken up by runs."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from shared.access.principals import Territory
from shared.database.engine import create_database_engine
from shared.database.session import Database
from shared.reference.installing import install_reference
from tests.factories.files import make_results, make_schools
from tests.identification.conftest import BASE, Caller, MakeCaller
from tests.identification.test_runs_verification import verify

NOT_HELD = {"held": False, "source": "Письмо о переносе", "certainty": "found"}
HELD = {"held": True, "source": "Расписание", "certainty": "found"}


@pytest.fixture(autouse=True)
async def renew_sessions(owner_database_url: str) -> AsyncIterator[None]:
    """Sessions are reference data, which stay after a test: put them back as the build brings them."""
    yield
    engine = create_database_engine(owner_database_url, None, application_name="tests-procedures")
    async with engine.begin() as connection:
        await connection.execute(text("DELETE FROM procedure_session"))
        await install_reference(connection)
    await engine.dispose()


async def put_session(
    caller: Caller, code: str, year: str, body: dict[str, Any], *, etag: str | None = None
) -> httpx.Response:
    headers = {"If-Match": etag} if etag else {}
    return await caller.http.put(f"{BASE}/procedures/{code}/sessions/{year}", json=body, headers=headers)


async def test_procedures_are_listed_page_by_page(caller: Caller) -> None:
    first = (await caller.get("/procedures", limit=10)).json()

    second = (await caller.get("/procedures", limit=10, cursor=first["next_cursor"])).json()

    codes = [item["code"] for item in first["items"] + second["items"]]
    assert len(codes) == 19
    assert codes == sorted(codes)
    assert second["next_cursor"] is None


async def test_a_procedure_comes_with_what_is_known_of_its_years(caller: Caller) -> None:
    procedure = (await caller.get("/procedures/vpr-math-5")).json()

    years = {found["academic_year"]: found for found in procedure["sessions"]}
    both = years["2021/2022"]
    assert procedure["grade"] == 5
    assert [period["held_from"] for period in both["rounds"]] == ["2022-03-15", "2022-09-19"]
    assert (both["held_from"], both["held_to"]) == ("2022-03-15", "2022-10-24")
    assert years["2019/2020"]["held_from"] == "2020-09-14"
    assert "по классу программы" in years["2019/2020"]["attribution"]
    assert years["2020/2021"]["rounds"] == []


@pytest.mark.parametrize(
    ("code", "year", "threshold"),
    [
        ("ege-rus", "2022-2023", {"value": 24, "unit": "points", "note": None}),
        ("ege-math-profile", "2018-2019", {"value": 27, "unit": "points", "note": None}),
        ("ege-math-base", "2025-2026", {"value": 3, "unit": "mark", "note": None}),
        (
            "oge-math",
            "2022-2023",
            {"value": 8, "unit": "primary_points", "note": "из них не менее 2 по геометрии"},
        ),
    ],
)
async def test_minimums_are_told_as_found(caller: Caller, code: str, year: str, threshold: dict[str, Any]) -> None:
    answer = await caller.get(f"/procedures/{code}/sessions/{year}")

    assert (answer.json()["threshold"], answer.json()["certainty"]) == (threshold, "found")
    assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'


async def test_sessions_are_listed_by_year(caller: Caller) -> None:
    sessions = (await caller.get("/procedures/oge-math/sessions")).json()["items"]

    assert [found["academic_year"] for found in sessions][:3] == ["2018/2019", "2019/2020", "2020/2021"]
    assert [found["academic_year"] for found in sessions if not found["held"]] == ["2019/2020"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/procedures/vpr-math-99", 404, "procedure-not-found"),
        ("/procedures/vpr-math-99/sessions", 404, "procedure-not-found"),
        ("/procedures/kdr-4/sessions/2021-2022", 404, "procedure-session-not-found"),
        ("/procedures/kdr-4/sessions/2021-2023", 422, "invalid-academic-year"),
        ("/procedures/kdr-4/sessions/1021-1022", 422, "invalid-academic-year"),
    ],
)
async def test_what_is_not_there_is_told_apart(caller: Caller, path: str, status: int, code: str) -> None:
    answer = await caller.get(path)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_session_is_recorded_then_edited_with_its_version(caller: Caller) -> None:
    created = await put_session(caller, "kdr-4", "2021-2022", NOT_HELD)

    unseen = await put_session(caller, "kdr-4", "2021-2022", HELD)
    outdated = await put_session(caller, "kdr-4", "2021-2022", HELD, etag='"7"')
    edited = await put_session(caller, "kdr-4", "2021-2022", HELD, etag=created.headers["ETag"])

    assert (created.status_code, created.json()["built_in"], created.json()["version"]) == (200, False, 1)
    assert (unseen.status_code, outdated.status_code) == (428, 412)
    assert (edited.json()["held"], edited.headers["ETag"]) == (True, '"2"')
    changes = (await caller.get("/procedures/kdr-4/sessions/2021-2022/changes")).json()["items"]
    assert [change["action"] for change in changes] == ["updated", "created"]
    assert changes[0]["fields"] == ["held", "source"]
    assert changes[0]["client_id"] is not None


async def test_recording_the_same_again_changes_nothing(caller: Caller) -> None:
    created = await put_session(caller, "kdr-4", "2021-2022", NOT_HELD)

    again = await put_session(caller, "kdr-4", "2021-2022", NOT_HELD, etag=created.headers["ETag"])

    assert again.json() == created.json()
    assert len((await caller.get("/procedures/kdr-4/sessions/2021-2022/changes")).json()["items"]) == 1


@pytest.mark.parametrize(
    "body",
    [
        NOT_HELD | {"rounds": [{"held_from": "2022-03-15", "held_to": "2022-03-26"}]},
        NOT_HELD | {"threshold": {"value": 3, "unit": "mark"}},
        HELD | {"rounds": [{"held_from": "2022-03-26", "held_to": "2022-03-15"}]},
        HELD | {"threshold": {"value": 3}},
        HELD | {"source": "с нулём \u0000"},
        HELD | {"certainty": "sure"},
        HELD | {"sorce": "опечатка"},
    ],
)
async def test_what_cannot_be_is_refused(caller: Caller, body: dict[str, Any]) -> None:
    answer = await put_session(caller, "kdr-4", "2021-2022", body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("/body")


@pytest.mark.parametrize(
    ("territory", "scopes", "code"),
    [
        (Territory("region", "04"), ("identification:read", "identification:configure"), "everywhere-missing"),
        (Territory("federal"), ("identification:read", "identification:write"), "scope-missing"),
    ],
)
async def test_only_federal_keys_that_may_configure_say_what_holds_for_all(
    make_caller: MakeCaller, territory: Territory, scopes: tuple[str, ...], code: str
) -> None:
    caller = await make_caller(territory, scopes=scopes)

    answer = await put_session(caller, "kdr-4", "2021-2022", NOT_HELD)

    assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert (await caller.get("/procedures/oge-math/sessions/2019-2020")).json()["allowed_actions"] == []


async def test_the_federal_key_is_told_that_it_may_edit(caller: Caller) -> None:
    found = (await caller.get("/procedures/oge-math/sessions/2019-2020")).json()

    assert found["allowed_actions"] == ["update"]


async def test_a_session_declared_not_held_is_no_longer_missing_in_the_next_run(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001", grades=(5, 5)))
    low = [("edu240001", year, "vpr-math-5", 20, 6) for year in ("2021/2022",)]
    fine = [("edu240001", year, "vpr-rus-5", 20, 0) for year in ("2021/2022", "2020/2021")]
    assert (await caller.import_file("results", make_results(*low, *fine)))["rejected"] == 0
    before = await caller.finish_run()
    known = await caller.get("/procedures/vpr-math-5/sessions/2020-2021")

    await put_session(caller, "vpr-math-5", "2020-2021", NOT_HELD, etag=known.headers["ETag"])
    after = await caller.finish_run()
    verification = await verify(caller, before["id"])

    assert (before["summary"]["undetermined"], after["summary"]["undetermined"]) == (1, 0)
    assert after["id"] != before["id"]
    assert after["inputs_hash"] != before["inputs_hash"]
    assert (verification["result"], verification["inputs_hash"]) == ("inputs_changed", after["inputs_hash"])
    stored = (await caller.get(f"/runs/{before['id']}/verdicts/edu240001")).json()
    assert stored["missing"] == [{"academic_year": "2020/2021", "procedure": "vpr-math-5", "element": None}]


async def test_a_session_that_changes_no_cell_makes_no_new_run(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001", grades=(5, 5)))
    before = await caller.finish_run()

    await put_session(caller, "kdr-4", "2021-2022", NOT_HELD)

    assert (await caller.finish_run())["id"] == before["id"]


async def test_results_of_a_session_declared_not_held_are_refused(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    await put_session(caller, "kdr-4", "2021-2022", NOT_HELD)
    row = ("edu240001", "2021/2022", "kdr-4", 20, 6)

    refused = await caller.import_file("results", make_results(row))
    await put_session(caller, "kdr-4", "2021-2022", HELD, etag='"1"')
    accepted = await caller.import_file("results", make_results(row))

    assert [issue["code"] for issue in refused["issues"]] == ["procedure_not_held"]
    assert (accepted["created"], accepted["rejected"]) == (1, 0)


async def test_a_rule_none_of_whose_sessions_was_held_still_runs(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001", grades=(5, 5)))
    procedures = (await caller.get("/procedures", limit=100)).json()["items"]
    for procedure in procedures:
        for year in ("2021-2022", "2020-2021"):
            path = f"/procedures/{procedure['code']}/sessions/{year}"
            etag = (await caller.get(path)).headers.get("ETag")
            assert (await put_session(caller, procedure["code"], year, NOT_HELD, etag=etag)).status_code == 200

    run = await caller.finish_run()

    assert run["summary"]["not_identified"] == 1


async def test_a_newer_build_renews_only_what_nobody_edited(
    caller: Caller, committed_database: Database, owner_database_url: str
) -> None:
    await put_session(caller, "oge-math", "2019-2020", HELD, etag='"1"')
    async with committed_database.transaction() as session:
        await session.execute(
            text("UPDATE procedure_session SET source = 'старое' WHERE procedure_code = 'oge-rus' AND NOT held")
        )
        await session.execute(
            text(
                "INSERT INTO procedure_session SELECT procedure_code, 1995, held, rounds, threshold_value, "
                "threshold_unit, threshold_note, attribution, source, certainty, true, 1, now() "
                "FROM procedure_session WHERE procedure_code = 'oge-rus' AND NOT held"
            )
        )
    engine = create_database_engine(owner_database_url, None, application_name="tests-procedures")

    async with engine.begin() as connection:
        await install_reference(connection)
        await install_reference(connection)
    await engine.dispose()

    kept = (await caller.get("/procedures/oge-math/sessions/2019-2020")).json()
    renewed = (await caller.get("/procedures/oge-rus/sessions/2019-2020")).json()
    assert (kept["held"], kept["version"]) == (True, 2)
    assert (renewed["source"], renewed["version"]) == ("ОГЭ 2020 года не проводился", 2)
    assert (await caller.get("/procedures/oge-rus/sessions/1995-1996")).status_code == 404
