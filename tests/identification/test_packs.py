"""Packs come in through the API, are proven by their golden cases, approved by an order, and then runs use them."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from shared.access.principals import Territory
from tests.factories.files import make_context, make_schools
from tests.factories.packs import make_pack_files, replace_in
from tests.identification.conftest import BASE, Caller, MakeCaller

VERSION = "/packs/indicator-points/versions/1.1.0"
ORDER = {"number": "280-36", "date": "2022-05-20", "title": "Об утверждении", "parties": []}
RULES, CASES = "identification.yaml", "cases/at-risk.yaml"


async def post(caller: Caller, path: str, body: Any = None, key: str | None = None) -> httpx.Response:
    headers = {"Idempotency-Key": key} if key else {}
    return await caller.http.post(f"{BASE}{path}", json=body, headers=headers)


async def install(caller: Caller, files: dict[str, str]) -> httpx.Response:
    return await post(caller, "/packs", {"files": files})


async def check(caller: Caller, version: str = VERSION) -> dict[str, Any]:
    """Ask for the check of a version, let the job run, return what it found."""
    answer = await post(caller, f"{version}/check")
    assert answer.status_code == 202, answer.text
    assert answer.json()["state"] == "queued"
    await caller.run_jobs()
    found: dict[str, Any] = (await caller.http.get(answer.headers["Location"])).json()
    return found


async def run_at_risk(caller: Caller) -> dict[str, Any]:
    return await caller.finish_run(rule="indicator-points/at-risk")


async def test_a_version_waits_is_proven_approved_and_then_used(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    rows = [("edu240001", "2022/2023", element, answer, None, None) for element, answer in (("internet", "no"),)]
    await caller.import_file("context", make_context(*rows))

    installed = await install(caller, one_risk_is_enough())
    unused = await run_at_risk(caller)
    checked = await check(caller)
    ready = (await caller.get(VERSION)).json()
    approved = await post(caller, f"{VERSION}/approval", ORDER)
    used = await run_at_risk(caller)

    assert (installed.status_code, installed.headers["Location"]) == (201, f"{BASE}{VERSION}")
    assert (installed.json()["state"], installed.json()["allowed_actions"]) == ("installed", ["check"])
    assert (unused["pack_version"], unused["summary"]["identified"]) == ("1.0.4", 0)
    assert (checked["passed"], checked["right"], checked["cases"], checked["wrong"]) == (True, 2, 2, [])
    assert ready["allowed_actions"] == ["check", "approve"]
    assert (approved.status_code, approved.json()["state"], approved.json()["order"]) == (200, "approved", ORDER)
    assert approved.json()["allowed_actions"] == ["check"]
    assert (used["pack_version"], used["summary"]["identified"]) == ("1.1.0", 1)
    changes = (await caller.get(f"{VERSION}/changes")).json()["items"]
    assert [change["action"] for change in changes] == ["approved", "installed"]


def one_risk_is_enough() -> dict[str, str]:
    """Return a version of which one risk is enough, with cases that say so."""
    files = replace_in(make_pack_files(), RULES, 'value: "2"', 'value: "1"')
    cases = """
title: Один риск
rule: at-risk
academic_year: 2022/2023
cases:
  - name: Рисков нет
    why: нет ни одного
    context:
      2022/2023: {internet: да, computers: да, staff-shortage: нет}
    expect: {status: not_identified, missing: 0, flags: [], distance: {}}
  - name: Один риск
    why: хватает одного
    context:
      2022/2023: {internet: нет, computers: да, staff-shortage: нет}
    expect: {status: identified}
"""
    return files | {CASES: cases}


async def test_a_wrong_case_is_told_with_expected_and_got_and_forbids_the_approval(caller: Caller) -> None:
    await install(caller, replace_in(make_pack_files(), RULES, 'value: "2"', 'value: "1"'))

    checked = await check(caller)
    approval = await post(caller, f"{VERSION}/approval", ORDER)

    wrong = {found["case"]: found["differences"] for found in checked["wrong"]}
    assert (checked["passed"], checked["right"]) == (False, checked["cases"] - len(checked["wrong"]))
    assert {"subject": "status", "expected": "not_identified", "got": "identified"} in wrong["Один риск"]
    assert (approval.status_code, approval.json()["code"]) == (409, "pack-cases-not-passed")
    assert [found["id"] for found in (await caller.get(f"{VERSION}/checks")).json()["items"]] == [checked["id"]]


async def test_what_is_not_proven_is_not_approved(caller: Caller) -> None:
    await install(caller, make_pack_files())
    await install(caller, {name: body for name, body in make_pack_files(version="1.2.0").items() if name != CASES})

    unchecked = await post(caller, f"{VERSION}/approval", ORDER)
    without_cases = await post(caller, "/packs/indicator-points/versions/1.2.0/approval", ORDER)

    assert (unchecked.status_code, unchecked.json()["code"]) == (409, "pack-cases-not-passed")
    assert (without_cases.status_code, without_cases.json()["code"]) == (409, "pack-cases-missing")


async def test_a_check_by_another_engine_proves_nothing(caller: Caller) -> None:
    await install(caller, make_pack_files())
    await check(caller)
    async with caller.database.transaction() as session:
        await session.execute(text("UPDATE pack_check SET engine_version = '0'"))

    answer = await post(caller, f"{VERSION}/approval", ORDER)

    assert answer.json()["code"] == "pack-cases-not-passed"


async def test_approving_twice_is_refused(caller: Caller) -> None:
    await install(caller, make_pack_files())
    await check(caller)

    first = await post(caller, f"{VERSION}/approval", ORDER, key="a")
    again = await post(caller, f"{VERSION}/approval", ORDER, key="a")
    twice = await post(caller, f"{VERSION}/approval", ORDER | {"number": "2"})

    assert (again.json(), again.headers["Idempotency-Replayed"]) == (first.json(), "true")
    assert (twice.status_code, twice.json()["code"]) == (409, "pack-approved")


async def test_a_version_never_changes_once_it_is_in(caller: Caller) -> None:
    first = await install(caller, make_pack_files())

    same = await install(caller, replace_in(make_pack_files(), "pack.yaml", "code:", "# примечание\ncode:"))
    other = await install(caller, replace_in(make_pack_files(), RULES, 'value: "2"', 'value: "1"'))
    cases = await install(caller, replace_in(make_pack_files(), CASES, "title: Два", "title: Не два"))
    built_in = await install(caller, replace_in(make_pack_files(version="1.0.4"), RULES, 'value: "2"', 'value: "1"'))

    assert (first.status_code, same.status_code, same.json()) == (201, 200, first.json())
    assert {answer.status_code for answer in (other, cases, built_in)} == {409}
    assert other.json()["code"] == "version-published"
    assert len((await caller.get(f"{VERSION}/changes")).json()["items"]) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pack SET definition = '{}' WHERE version = :version",
        "UPDATE pack SET cases = '[]', title = 'Другое' WHERE version = :version",
        "UPDATE pack SET order_number = '2' WHERE version = :version",
        "DELETE FROM pack WHERE version = :version",
    ],
)
@pytest.mark.parametrize("version", ["1.0.4", "1.1.0"])
async def test_the_database_itself_keeps_approved_versions(caller: Caller, statement: str, version: str) -> None:
    await install(caller, make_pack_files())
    await check(caller)
    assert (await post(caller, f"{VERSION}/approval", ORDER)).status_code == 200

    with pytest.raises(IntegrityError, match="never changes"):
        async with caller.database.transaction() as session:
            await session.execute(text(statement), {"version": version})


async def test_every_fault_is_told_with_file_place_and_line(caller: Caller) -> None:
    files = replace_in(make_pack_files(), "pack.yaml", "timezone:", "timezoen:")
    files = replace_in(files, RULES, "kind: answer", "kind: anser") | {"notes.txt": "", CASES: "*x"}

    answer = await install(caller, files)

    errors = {issue["pointer"]: issue for issue in answer.json()["errors"]}
    assert (answer.status_code, answer.json()["code"]) == (422, "pack-refused")
    kind = errors[f"/body/files/{RULES}#/elements/0/kind"]
    assert kind["code"] == "wrong-value"
    assert kind["detail"].startswith(f"{RULES}:8 /elements/0/kind: «anser»")
    assert errors["/body/files/pack.yaml#/timezoen"]["code"] == "unknown-key"
    assert errors["/body/files/notes.txt#"]["code"] == "unknown-file"
    assert errors["/body/files/cases~1at-risk.yaml#"]["code"] == "unreadable"


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"identification.yaml": "elements: []"},
        {"pack.yaml": "x" * 600_000},
        {f"cases/{number}.yaml": "" for number in range(200)},
        {"pack.yaml": "[" * 3000},
        {"pack.yaml": 'code: "\\0"'},
        {"pack.yaml": "version: 99999999999.0.0"},
    ],
)
async def test_what_is_no_pack_is_refused(caller: Caller, files: dict[str, str]) -> None:
    answer = await install(caller, files)

    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"].startswith("/body")


async def test_a_check_leaves_the_register_as_it_was(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu000001", "edu000002", oktmo="00000000"))

    first = await check(caller, "/packs/norilsk-2022/versions/1.2.1")
    second = await check(caller, "/packs/norilsk-2022/versions/1.2.1")

    assert (first["passed"], second["passed"]) == (True, True)
    schools = (await caller.get("/schools")).json()["items"]
    assert [school["school_code"] for school in schools] == ["edu000001", "edu000002"]
    async with caller.database.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM municipality")) == 1
        assert await session.scalar(text("SELECT count(*) FROM verdict")) == 0


@pytest.mark.parametrize(
    ("territory", "scopes", "code"),
    [
        (
            Territory("municipality", "04729000"),
            ("identification:read", "identification:configure"),
            "everywhere-missing",
        ),
        (Territory("federal"), ("identification:read", "identification:run"), "scope-missing"),
    ],
)
async def test_only_federal_keys_that_may_configure_bring_packs(
    make_caller: MakeCaller, territory: Territory, scopes: tuple[str, ...], code: str
) -> None:
    caller = await make_caller(territory, scopes=scopes)

    answers = [
        await install(caller, make_pack_files()),
        await post(caller, "/packs/norilsk-2022/versions/1.2.1/check"),
        await post(caller, "/packs/norilsk-2022/versions/1.2.1/approval", ORDER),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, code)] * 3
    assert (await caller.get("/packs/norilsk-2022/versions/1.2.1")).json()["allowed_actions"] == []
