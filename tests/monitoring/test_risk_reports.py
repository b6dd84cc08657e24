"""A published list of at-risk schools has its report: what schools lack by the criteria they met."""

from uuid import UUID

import pytest
from sqlalchemy import func, select

from services.monitoring.reports.use_cases import plan_risk_reports
from shared.models import Job, Report
from tests.factories.files import NORILSK, ULCHSKY, make_context, make_schools
from tests.factories.lists import approve, publish_document
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller
from tests.monitoring.reporting import read_text

_YEAR = "2022/2023"
_PLACES = ("internet", "computers", "lab-physics", "lab-chemistry", "lab-biology", "lab-geography", "lab-technology")


@pytest.fixture
async def list_id(identification: IdentificationCaller) -> UUID:
    """A calculated list: school 1 lacks Internet, of school 2 nothing is known but its overload, school 3 is well."""
    await identification.import_file("schools", make_schools("edu240001", "edu240002", "edu240003"))
    well = [("edu240003", _YEAR, element, "yes", None, None) for element in _PLACES]
    lacking = [("edu240001", _YEAR, "internet", "no", None, None)]
    overloaded = [("edu240002", _YEAR, "teachers-36h-load", None, 2, 10)]
    await identification.import_file("context", make_context(*well, *lacking, *overloaded))
    run = await identification.finish_run(rule="norilsk-2022/at-risk")
    return UUID((await approve(identification, run))["id"])


async def test_an_approved_list_is_followed_by_the_draft_of_its_report(caller: Caller, list_id: UUID) -> None:
    await caller.run_jobs()

    [report] = (await caller.get("/reports", kind="risk_list", municipality=NORILSK)).json()["items"]
    told = await read_text(caller, report)

    assert (report["state"], report["list_id"], report["period"]) == ("drafted", str(list_id), _YEAR)
    deficits = {one["code"]: (one["schools"], one["undecided"]) for one in told["content"]["deficits"]}
    assert deficits == {
        "material-base": (["edu240001"], ["edu240002"]),
        "staff": (["edu240002"], ["edu240001"]),
        "pupils": ([], ["edu240001", "edu240002"]),
        "results": ([], ["edu240001", "edu240002"]),
    }
    assert {one["deficit"] for one in told["recommendations"]} == {"material-base", "staff"}
    assert "приказ от 14.10.2022 № 280-36" in told["texts"]["introduction"]


async def test_told_twice_it_plans_once(caller: Caller, list_id: UUID) -> None:
    for _ in range(2):
        async with caller.database.transaction() as session:
            await plan_risk_reports(session, list_id)

    async with caller.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Report)) == 1
        drafts = select(func.count()).where(Job.kind == "monitoring.draft_report")
        assert await session.scalar(drafts) == 1


async def test_a_list_that_says_nothing_of_deficits_has_no_report(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools("edu240001"))
    document = await publish_document(identification, "edu240001", category="at_risk")
    await caller.run_jobs()

    wanted = {"kind": "risk_list", "list_id": document["id"], "municipality": NORILSK}
    asked = await caller.post("/reports", wanted)
    elsewhere = await caller.post("/reports", wanted | {"municipality": ULCHSKY})

    assert (await caller.get("/reports")).json()["items"] == []
    assert (asked.status_code, asked.json()["code"]) == (422, "subject-unsuitable")
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "report-subject-not-found")
