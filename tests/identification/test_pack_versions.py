"""Versions of packs: listed, read, compared, and those that a build brings."""

import pytest
from sqlalchemy import text

from shared.database.engine import create_database_engine
from shared.packs.installing import VersionPublished, install_built_in_pack
from shared.packs.loading import get_pack_folder, load_pack, read_pack
from tests.factories.packs import make_pack_files, replace_in
from tests.identification.conftest import BASE, Caller
from tests.identification.test_packs import CASES, RULES, check, install, one_risk_is_enough


def test_a_rule_no_statement_could_judge_is_a_fault() -> None:
    choices = "".join(f"{name}: {name}\n          " for name in ("one", "two", "three", "four"))
    option = f"""
      {{}}:
        title: Прочтение
        kind: choice
        default: one
        choices:
          {choices}
        source: "004"
"""
    options = "    options:" + "".join(option.replace("{}", f"reading_{at}") for at in range(6)).rstrip() + "\n"
    files = replace_in(make_pack_files(), RULES, "    values:\n", options + "    values:\n")

    with pytest.raises(Exception) as refusal:  # noqa: PT011  # its issues are looked at
        read_pack(files)

    assert [issue.code for issue in refusal.value.issues] == ["too-many-combinations"]  # type: ignore[attr-defined]


async def test_versions_differ_by_the_codes_of_their_parts(caller: Caller) -> None:
    files = replace_in(one_risk_is_enough(), RULES, "  - code: internet\n", '  - code: network\n    number: "9"\n    '
                       'title: Сеть\n    kind: answer\n    source: "004"\n    valid_from: 2021/2022\n'
                       "  - code: internet\n")  # fmt: skip
    assert (await install(caller, files)).status_code == 201

    answer = await caller.get("/packs/indicator-points/difference", **{"from": "1.0.4", "to": "1.1.0"})

    found = {place["path"]: (place["before"], place["after"]) for place in answer.json()["differences"]}
    assert set(found) == {
        "/version",
        "/identification/elements/network",
        "/identification/rules/at-risk/values/risks_needed/value",
    }
    assert found["/version"] == ("1.0.4", "1.1.0")
    assert found["/identification/rules/at-risk/values/risks_needed/value"] == ("2", "1")
    assert found["/identification/elements/network"][0] is None
    assert (answer.json()["from"], answer.json()["to"]) == ("1.0.4", "1.1.0")


async def test_packs_and_versions_are_listed_by_what_is_newest(caller: Caller) -> None:
    await install(caller, make_pack_files(version="1.10.0"))
    await install(caller, make_pack_files(version="1.9.0"))

    packs = {pack["code"]: pack for pack in (await caller.get("/packs")).json()["items"]}
    first = (await caller.get("/packs/indicator-points/versions", limit=2)).json()
    second = (await caller.get("/packs/indicator-points/versions", limit=2, cursor=first["next_cursor"])).json()

    found = packs["indicator-points"]
    assert (found["newest_version"], found["approved_version"], found["versions"]) == ("1.10.0", "1.0.4", 3)
    assert "norilsk-2022" in packs
    assert [pack["version"] for pack in first["items"] + second["items"]] == ["1.9.0", "1.10.0", "1.0.4"]
    assert (second["items"][0]["built_in"], second["items"][0]["order"]) == (True, None)


async def test_a_version_is_read_with_what_it_says(caller: Caller) -> None:
    pack = (await caller.get("/packs/norilsk-2022/versions/1.2.1")).json()

    assert (pack["state"], pack["rules"]) == ("approved", ["low-results", "at-risk"])
    assert pack["cases"] > 20
    assert pack["definition"]["labels"]["low_results"]["source"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/packs/nobody/versions", "pack-not-found"),
        ("/packs/nobody/versions/1.0.0", "pack-version-not-found"),
        ("/packs/norilsk-2022/versions/9.0.0/checks", "pack-version-not-found"),
        (
            "/packs/norilsk-2022/versions/1.2.1/checks/6f2b0f0c-6f0f-4a53-9a3c-0d5a9a1c1d01",
            "pack-check-not-found",
        ),
        ("/packs/norilsk-2022/difference?from=1.2.1&to=9.0.0", "pack-version-not-found"),
    ],
)
async def test_what_is_not_there_is_told_apart(caller: Caller, path: str, code: str) -> None:
    answer = await caller.http.get(f"{BASE}{path}")

    assert (answer.status_code, answer.json()["code"]) == (404, code)


async def test_a_check_of_one_version_is_not_found_under_another(caller: Caller) -> None:
    await install(caller, make_pack_files())
    checked = await check(caller)

    answer = await caller.get(f"/packs/indicator-points/versions/1.0.4/checks/{checked['id']}")

    assert answer.json()["code"] == "pack-check-not-found"


async def test_a_build_approves_what_waited_renews_its_cases_and_leaves_other_content_alone(
    caller: Caller, owner_database_url: str
) -> None:
    pack = load_pack(get_pack_folder("indicator-points"))
    renamed = read_pack(replace_in(make_pack_files(), CASES, "title: Два", "title: Два же"))
    await install(caller, make_pack_files())
    await install(caller, make_pack_files(version="1.2.0"))
    other = read_pack(replace_in(make_pack_files(version="1.2.0"), RULES, 'value: "2"', 'value: "1"'))
    engine = create_database_engine(owner_database_url, None, application_name="tests-packs")

    async with engine.connect() as connection:
        await install_built_in_pack(connection, renamed)
        await install_built_in_pack(connection, renamed)
        await install_built_in_pack(connection, other)
        found = await connection.execute(
            text(
                "SELECT version, state, built_in, cases -> 0 ->> 'title' FROM pack WHERE code = 'indicator-points' "
                "ORDER BY version"
            )
        )
        stored = [tuple(row) for row in found]
        with pytest.raises(VersionPublished):
            await install_built_in_pack(connection, pack.model_copy(update={"title": "Другое"}))
        await connection.rollback()
    await engine.dispose()

    assert stored == [
        ("1.0.4", "approved", True, "Два из трёх рисков"),
        ("1.1.0", "approved", True, "Два же из трёх рисков"),
        ("1.2.0", "installed", False, "Два из трёх рисков"),
    ]
