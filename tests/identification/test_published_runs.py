"""A region's run is its own until an order publishes it; then municipalities read why their schools are listed."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from shared.access.principals import Territory
from tests.factories.files import NORILSK, make_schools
from tests.factories.lists import approve, import_low_results
from tests.identification.conftest import Caller, MakeCaller


@pytest.fixture
async def norilsk(make_caller: MakeCaller) -> Caller:
    """A caller who sees one municipality of the region."""
    return await make_caller(Territory("municipality", NORILSK))


async def finish_region(caller: Caller) -> str:
    """Run the rule over a region with a school of Norilsk and one of another municipality; return the run's id."""
    await caller.import_file("schools", make_schools("edu240001", grades=(5, 5)))
    await caller.import_file("schools", make_schools("edu240009", grades=(5, 5), oktmo="04653000"))
    await import_low_results(caller, "edu240001", "edu240009")
    run = await caller.finish_run(territory={"level": "region", "code": "04"})
    return str(run["id"])


async def test_a_run_of_the_region_is_nobody_elses_until_it_is_published(caller: Caller, norilsk: Caller) -> None:
    run_id = await finish_region(caller)

    answers = [await norilsk.get(path) for path in (f"/runs/{run_id}", f"/runs/{run_id}/verdicts")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert (await norilsk.get("/runs")).json()["items"] == []


async def test_of_a_published_run_a_municipality_reads_its_own_schools(caller: Caller, norilsk: Caller) -> None:
    run_id = await finish_region(caller)
    await approve(caller, {"id": run_id})

    verdicts = (await norilsk.get(f"/runs/{run_id}/verdicts")).json()["items"]
    own = await norilsk.get(f"/runs/{run_id}/verdicts/edu240001/explanation")
    foreign = await norilsk.get(f"/runs/{run_id}/verdicts/edu240009/explanation")

    assert [verdict["school_code"] for verdict in verdicts] == ["edu240001"]
    assert (own.status_code, foreign.status_code) == (200, 404)


async def test_the_workbook_of_a_published_run_holds_own_schools_only(caller: Caller, norilsk: Caller) -> None:
    run_id = await finish_region(caller)
    await approve(caller, {"id": run_id})

    answer = await norilsk.get(f"/runs/{run_id}/summary-table.xlsx")

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["edu240001"]


async def test_only_whose_whole_territory_it_is_may_verify_a_published_run(caller: Caller, norilsk: Caller) -> None:
    run_id = await finish_region(caller)
    await approve(caller, {"id": run_id})

    refused = await norilsk.post(f"/runs/{run_id}/verification")

    assert (refused.status_code, refused.json()["code"]) == (403, "run-of-wider-territory")
