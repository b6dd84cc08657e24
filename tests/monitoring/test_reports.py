"""A report over HTTP: drafted from the values, edited by people, frozen by its approval, published."""

from io import BytesIO
from uuid import UUID, uuid4

import docx
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from services.monitoring.reports.use_cases import draft_report, render_report
from shared.access.principals import Territory
from shared.models import Campaign, Job, Report, ReportFile
from tests.factories.files import NORILSK, ULCHSKY
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller, MakeCaller
from tests.monitoring.reporting import EDIT, add_campaign, approve, draft, read_text


@pytest.fixture
async def campaign_id(caller: Caller, identification: IdentificationCaller) -> UUID:
    """A closed campaign of June with the answers of January before it."""
    return await add_campaign(caller, identification)


async def _read_campaign(caller: Caller, campaign_id: UUID) -> Campaign:
    async with caller.database.transaction() as session:
        return (await session.scalars(select(Campaign).where(Campaign.id == campaign_id))).one()


async def test_a_draft_tells_the_values_as_they_are_computed_beside_targets(caller: Caller, campaign_id: UUID) -> None:
    for code, percent in (("4.3.2", "60"), ("4.3.3", "90.9")):
        aim = {"municipality": NORILSK, "pack": "norilsk-2022", "indicator": code, "period": "2023-06"}
        aimed = await caller.post("/targets", {**aim, "percent": percent, "source": "Программа, раздел 4"})
        assert aimed.status_code == 201, aimed.text

    report = await draft(caller, campaign_id)

    content = (await read_text(caller, report))["content"]

    facts = {fact["indicator"]: fact for fact in content["facts"]}
    told = {
        code: (fact["value"]["numerator"], fact["value"]["denominator"], fact["value"]["percent"])
        for code, fact in facts.items()
    }
    # 4 and 5 have not said whether they have a system: they stay in the denominator.
    assert told == {"4.3.1": (2, 5, "40.00"), "4.3.2": (19, 33, "57.58"), "4.3.3": (10, 11, "90.91")}
    assert [facts[code]["missing_schools"] for code in told] == [2, 1, 2]
    assert [facts[code]["comparisons"][0]["change"] for code in told] == ["unchanged", "improved", "improved"]
    aims = [(facts[code]["target"], facts[code]["target_met"]) for code in told]
    assert aims == [(None, None), ("60", False), ("90.9", True)]
    computed = await caller.get(f"/computations/{report['computation_id']}/values", level="municipality")
    values = computed.json()["items"][0]["values"]
    kept = {one["indicator"]: (one["numerator"], one["denominator"], one["percent"]) for one in values}
    assert {code: kept[code] for code in told} == told
    assert content["order"] == "приказ от 01.06.2023 № 45 «О мониторинге»"
    assert content["participation"] == {
        "schools": 5,
        "in_time": 3,
        "late": ["edu240004"],
        "silent": ["edu240005"],
        "municipality_answered": None,
    }


async def test_a_draft_names_needs_movements_practices_and_groups(caller: Caller, campaign_id: UUID) -> None:
    told = await read_text(caller, await draft(caller, campaign_id))

    content = told["content"]
    deficits = {
        deficit["code"]: (deficit["schools"], deficit["undecided"], deficit["overcome"])
        for deficit in content["deficits"]
    }
    assert deficits == {
        "no-prevention-system": (["edu240003"], ["edu240004", "edu240005"], ["edu240001"]),
        "pupils-without-routes": (["edu240002", "edu240004"], ["edu240005"], ["edu240001"]),
        "pupils-without-classes": (["edu240002"], ["edu240004", "edu240005"], ["edu240001"]),
    }
    factors = {factor["indicator"]: (factor["improved"], factor["worsened"]) for factor in content["factors"]}
    assert factors == {
        "4.3.2": (["edu240001"], ["edu240002"]),
        "4.3.3": (["edu240001", "edu240002"], []),
    }
    assert [practice["school"] for practice in content["practices"]] == ["edu240001"]
    groups = [(group["areas"], group["schools"]) for group in content["groups"]]
    assert groups == [(["management"], ["edu240003"]), (["pupils"], ["edu240002", "edu240004"])]
    advised = [(one["addressee"], one["deficit"], one["schools"]) for one in told["recommendations"]]
    assert advised[0] == ("school", "no-prevention-system", ["edu240003"])
    assert {addressee for addressee, _, _ in advised} == {"school", "leaders", "teachers"}
    assert "антирисковых мер" in told["recommendations"][0]["measure"]


async def test_the_effectiveness_of_a_year_looks_at_january_and_at_last_june(
    caller: Caller, identification: IdentificationCaller
) -> None:
    last_june = {"edu240001": {"s-4.3.2": (1, 10)}}
    january = {"edu240001": {"s-4.3.2": (8, 10)}}
    answers = {"2022-06": last_june, "2023-01": january, "2023-06": {"edu240001": {"s-4.3.2": (5, 10)}}}
    campaign_id = await add_campaign(caller, identification, answers=answers)

    report = await draft(caller, campaign_id, "effectiveness")
    await approve(caller, report)

    fact = (await read_text(caller, report))["content"]["facts"][1]
    changes = [(one["period"], one["change"]) for one in fact["comparisons"]]
    assert changes == [("2023-01", "worsened"), ("2022-06", "improved")]
    # The campaign has an analysis of its own.
    assert (await _read_campaign(caller, campaign_id)).state == "closed"


async def test_people_write_approve_and_publish(caller: Caller, campaign_id: UUID) -> None:
    report = await draft(caller, campaign_id)
    place = f"/reports/{report['id']}"

    edited = (await caller.put(place, EDIT, if_match=f'"{report["version"]}"')).json()
    approved = await approve(caller, edited)
    published = await caller.post(f"{place}/publication", {"url": "https://example.org/2023-06"}, if_match="*")

    assert (edited["version"], edited["allowed_actions"]) == (report["version"] + 1, ["draft", "update", "approve"])
    assert (approved["state"], approved["allowed_actions"]) == ("approved", ["publish"])
    assert published.status_code == 200, published.text
    assert published.json()["allowed_actions"] == []
    told = await read_text(caller, report)
    assert told["texts"]["introduction"] == "Введение <b>людей</b>."
    assert told["recommendations"][0]["schools"] == ["edu240002"]
    campaign = await _read_campaign(caller, campaign_id)
    assert (campaign.state, campaign.published_url) == ("published", "https://example.org/2023-06")
    async with caller.database.transaction() as session:
        payloads = await session.scalars(select(Job.payload).where(Job.kind == "roadmap.recommendations_issued"))
        assert [payload["report_id"] for payload in payloads] == [report["id"]]
    actions = [change["action"] for change in (await caller.get(f"{place}/changes")).json()["items"]]
    assert actions == ["published", "approved", "updated", "drafted", "created"]


async def test_an_approved_report_is_frozen_for_everybody(caller: Caller, campaign_id: UUID) -> None:
    report = await draft(caller, campaign_id)
    place = f"/reports/{report['id']}"
    await approve(caller, report)

    answers = [
        await caller.put(place, EDIT, if_match="*"),
        await caller.post(f"{place}/approval", if_match="*"),
        await caller.post("/reports", {"kind": "campaign", "campaign_id": str(campaign_id)}),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "report-frozen")] * 3
    for statement in (
        "UPDATE report SET signatory = 'X'",
        "UPDATE report SET state = 'published', published_at = now(), published_url = 'x', texts = '{}'",
        "DELETE FROM report_recommendation",
        "DELETE FROM report",
    ):
        with pytest.raises(IntegrityError, match="never change"):
            async with caller.database.transaction() as session:
                await session.execute(text(statement))


async def test_a_draft_refuses_what_is_wrong(caller: Caller, campaign_id: UUID) -> None:
    place = f"/reports/{(await draft(caller, campaign_id))['id']}"
    stranger = EDIT | {"recommendations": [EDIT["recommendations"][0] | {"schools": ["edu240009"]}]}

    outside = await caller.put(place, stranger, if_match="*")
    unseen = await caller.put(place, EDIT)
    early = await caller.post(f"{place}/publication", {"url": "https://example.org"}, if_match="*")
    hostile = await caller.post(f"{place}/publication", {"url": "javascript:alert(1)"}, if_match="*")

    assert outside.json()["errors"][0]["pointer"] == "/body/recommendations/0/schools/0"
    codes = [(answer.status_code, answer.json()["code"]) for answer in (outside, unseen, early)]
    assert codes == [
        (422, "recommendation-unknown-school"),
        (428, "version-expected"),
        (409, "report-not-approved"),
    ]
    assert hostile.status_code == 422


async def test_a_working_group_considers_the_results_first(
    caller: Caller, identification: IdentificationCaller
) -> None:
    answers = {"2023-07": {"edu240001": {"s-U4": "no"}}}
    pack = ("ulchsky", "half-year", "2023-07")
    report = await draft(caller, await add_campaign(caller, identification, pack=pack, answers=answers))
    place = f"/reports/{report['id']}"

    early = await caller.post(f"{place}/approval", if_match="*")
    protocol = {"number": "3", "date": "2023-07-03"}
    await caller.put(place, EDIT | {"recommendations": [], "protocol": protocol}, if_match="*")
    approved = await approve(caller, report)

    assert (early.status_code, early.json()["code"]) == (409, "protocol-missing")
    assert approved["protocol"] == protocol
    assert (await read_text(caller, report))["content"]["deficits"] == []


async def test_a_campaign_that_runs_has_no_report(caller: Caller, identification: IdentificationCaller) -> None:
    campaign_id = await add_campaign(caller, identification, state="open")

    answers = [
        await caller.post("/reports", {"kind": "campaign", "campaign_id": str(campaign_id)}),
        await caller.post("/reports", {"kind": "campaign", "campaign_id": str(uuid4())}),
        await caller.post("/reports", {"kind": "risk_list", "campaign_id": str(campaign_id)}),
    ]

    codes = [(answer.status_code, answer.json()["code"]) for answer in answers]
    assert codes == [(409, "campaign-still-open"), (404, "report-subject-not-found"), (422, "subject-unsuitable")]


async def test_schools_read_of_themselves_and_only_once_it_is_approved(
    caller: Caller, make_caller: MakeCaller, campaign_id: UUID
) -> None:
    report = await draft(caller, campaign_id)
    place = f"/reports/{report['id']}"
    school = await make_caller(Territory("school", "edu240003"))
    stranger = await make_caller(Territory("municipality", ULCHSKY))

    before = await school.get(place)
    await approve(caller, report)
    told = await read_text(school, report)
    extract = await school.get(f"{place}/document", format="docx")
    page = await school.get(f"{place}/document", format="html")

    assert before.status_code == 404
    assert [(await stranger.get(f"{place}{end}")).status_code for end in ("", "/text", "/changes")] == [404] * 3
    assert (await school.get(f"{place}/changes")).status_code == 404
    assert [one["code"] for one in told["content"]["deficits"]] == ["no-prevention-system"]
    assert {school for one in told["recommendations"] for school in one["schools"]} == {"edu240003"}
    opened = docx.Document(BytesIO(extract.content))
    words = "\n".join(
        [paragraph.text for paragraph in opened.paragraphs]
        + [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    )
    assert "Школа edu240003" in words
    for other in ("edu240001", "edu240002", "edu240004", "edu240005"):
        assert other not in words
        assert other not in page.text
        assert other not in str(told)


async def test_the_files_show_the_report_and_escape_what_people_wrote(caller: Caller, campaign_id: UUID) -> None:
    report = await draft(caller, campaign_id)
    place = f"/reports/{report['id']}"
    hostile = EDIT | {"texts": {"introduction": "<script>alert(1)</script>"}}
    await caller.put(place, hostile, if_match="*")

    stale = await caller.get(f"{place}/document", format="html")
    await caller.run_jobs()
    page = await caller.get(f"{place}/document", format="html")
    opened = docx.Document(BytesIO((await caller.get(f"{place}/document", format="docx")).content))

    assert (stale.status_code, stale.json()["code"]) == (409, "report-file-not-ready")
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert page.headers["content-disposition"] == f'attachment; filename="report-{report["id"]}.html"'
    assert (
        opened.tables[0]
        .rows[1]
        .cells[2]
        .text.startswith("2\N{NO-BREAK SPACE}из\N{NO-BREAK SPACE}5 (40,00\N{NO-BREAK SPACE}%)")
    )
    assert len(opened.inline_shapes) == 1
    assert "ПРОЕКТ" in [paragraph.text for paragraph in opened.paragraphs]


async def test_jobs_that_run_twice_end_in_the_same_state(caller: Caller, campaign_id: UUID) -> None:
    report = await draft(caller, campaign_id)
    await caller.put(f"/reports/{report['id']}", EDIT, if_match="*")
    await caller.run_jobs()
    async with caller.database.transaction() as session:
        row = (await session.scalars(select(Report))).one()
        before = row.version, row.texts, set(await session.scalars(select(ReportFile.content)))

    async with caller.database.transaction() as session:
        await draft_report(session, row.id)
        await render_report(session, row.id)

    async with caller.database.transaction() as session:
        again = (await session.scalars(select(Report))).one()
        assert (again.version, again.texts, set(await session.scalars(select(ReportFile.content)))) == before
