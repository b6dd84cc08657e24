from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from shared.access.principals import Territory
from tests.factories.files import NORILSK, ULCHSKY, make_context, make_results, make_schools
from tests.identification.conftest import Caller, MakeCaller

YEAR = "2021/2022"


async def import_two_municipalities(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001", "edu240002"))
    await caller.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))
    codes = ("edu240001", "edu240002", "edu270001")
    await caller.import_file("results", make_results(*((code, YEAR, "vpr-math-5", 20, 6) for code in codes)))
    await caller.import_file("context", make_context(*((code, YEAR, "internet", "no", None, None) for code in codes)))


@pytest.mark.parametrize("path", ["/schools", "/results", "/context"])
@pytest.mark.parametrize(
    ("territory", "expected"),
    [
        (Territory("federal"), ["edu240001", "edu240002", "edu270001"]),
        (Territory("region", "04"), ["edu240001", "edu240002"]),
        (Territory("municipality", ULCHSKY), ["edu270001"]),
        (Territory("school", "edu240002"), ["edu240002"]),
    ],
)
async def test_lists_show_the_callers_territory_only(
    make_caller: MakeCaller, path: str, territory: Territory, expected: list[str]
) -> None:
    await import_two_municipalities(await make_caller())
    reader = await make_caller(territory, scopes=("identification:read",))

    items = (await reader.get(path)).json()["items"]

    assert [item["school_code"] for item in items] == expected


async def test_a_foreign_school_does_not_exist(make_caller: MakeCaller) -> None:
    await import_two_municipalities(await make_caller())
    norilsk = await make_caller(Territory("municipality", NORILSK))

    own, foreign = await norilsk.get("/schools/edu240001"), await norilsk.get("/schools/edu270001")

    assert (own.status_code, foreign.status_code) == (200, 404)
    assert foreign.json()["code"] == "school-not-found"


async def test_lists_are_paged_to_the_end(caller: Caller) -> None:
    await import_two_municipalities(caller)

    seen, cursor = [], None
    while True:
        parameters = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = (await caller.get("/schools", **parameters)).json()
        seen += [school["school_code"] for school in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break

    assert seen == ["edu240001", "edu240002", "edu270001"]


async def test_results_are_filtered_by_school_and_year(caller: Caller) -> None:
    await import_two_municipalities(caller)

    found = (await caller.get("/results", school_code="sch240001", academic_year=YEAR)).json()["items"]
    nothing = (await caller.get("/results", academic_year="2019/2020")).json()["items"]

    assert [(result["school_code"], result["academic_year"]) for result in found] == [("edu240001", YEAR)]
    assert nothing == []


async def test_an_unknown_filter_is_refused(caller: Caller) -> None:
    answer = await caller.get("/schools", colour="red")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/query/colour"


@contextmanager
def count_queries() -> Iterator[list[str]]:
    statements: list[str] = []

    def record(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", record)
    yield statements
    event.remove(Engine, "before_cursor_execute", record)


@pytest.mark.parametrize("path", ["/schools", "/results", "/context"])
async def test_a_list_takes_two_statements_however_long_it_is(caller: Caller, path: str) -> None:
    await import_two_municipalities(caller)

    with count_queries() as statements:
        await caller.get(path)

    assert len(statements) == 2, statements  # the key, the list
