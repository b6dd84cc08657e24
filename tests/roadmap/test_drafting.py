"""Drafts of roadmaps for the schools of a list."""

from uuid import UUID

from sqlalchemy import func, select

from services.roadmap.drafting.use_cases import draft_school_roadmaps
from shared.models import Change, Measure, Roadmap
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.lists import ORDER, publish_document
from tests.identification.conftest import Caller as IdentificationCaller
from tests.identification.test_reading import count_queries
from tests.roadmap.conftest import Caller
from tests.roadmap.two_years import FIRST, SECOND, Facts, make_lists

_BAD, _GOOD = (8, 8), (0, 0)
_FACTS: Facts = {
    "edu240001": (_GOOD, _BAD, _GOOD),
    "edu240002": (_BAD, _BAD, _GOOD),
    "edu240003": (_GOOD, _GOOD, _GOOD),
}


async def _read_measures(caller: Caller) -> dict[str, list[Measure]]:
    """Return the measures of every school roadmap in their order."""
    async with caller.database.transaction() as session:
        schools = {one.id: str(one.school_code) for one in await session.scalars(select(Roadmap))}
        assert len(set(schools.values())) == len(schools), "a school has two roadmaps"
        found: dict[str, list[Measure]] = {school: [] for school in schools.values()}
        for measure in await session.scalars(select(Measure).order_by(Measure.position)):
            found[schools[measure.roadmap_id]].append(measure)
        return found


async def _read_roadmap(caller: Caller, school: str) -> Roadmap:
    async with caller.database.transaction() as session:
        return (await session.scalars(select(Roadmap).where(Roadmap.school_code == school))).one()


async def test_every_listed_school_gets_a_draft_with_a_measure_for_each_criterion_it_meets(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await make_lists(identification, _FACTS)

    await caller.run_jobs()

    found = await _read_measures(caller)
    assert {school: [one.criteria for one in measures] for school, measures in found.items()} == {
        "edu240001": [[FIRST]],
        "edu240002": [[FIRST], [SECOND]],
    }
    first = found["edu240002"][0]
    assert (first.code, first.term_text, str(first.starts_on), str(first.ends_on)) == (
        "two-procedures",
        "В течение учебного года",
        "2022-09-01",
        "2023-05-31",
    )
    assert first.responsible == [{"kind": "all_schools", "name": "ОУ"}]
    roadmap = await _read_roadmap(caller, "edu240001")
    assert (roadmap.state, roadmap.origin, roadmap.year, roadmap.timezone) == (
        "draft",
        "list",
        2022,
        "Asia/Krasnoyarsk",
    )


async def test_a_draft_that_is_approved_and_carried_out_is_confirmed_or_carried_over_by_the_next_facts(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await make_lists(identification, {"edu240001": (_GOOD, _BAD, _GOOD), "edu240002": (_GOOD, _BAD, _BAD)})
    await caller.run_jobs()
    for draft in (await caller.get("/roadmaps", year="2022/2023")).json()["items"]:
        approved = await caller.post(f"/roadmaps/{draft['id']}/approval", {"order": ORDER}, if_match="*")
        assert approved.status_code == 200, approved.text
    for task in (await caller.get("/tasks")).json()["items"]:
        done = await caller.post(f"/tasks/{task['id']}/completion", {"done_on": "2023-05-15"}, if_match="*")
        assert done.status_code == 200, done.text

    wanted = {"category": "low_results", "academic_year": "2023/2024"}
    eliminations = (await caller.get("/eliminations", **wanted)).json()["items"]
    carried = await caller.post("/carry-overs", {"municipality": NORILSK, "academic_year": "2022/2023"})

    assert {one["school_code"]: one["risks"][0]["state"] for one in eliminations} == {
        "edu240001": "confirmed",
        "edu240002": "not_confirmed",
    }
    assert (carried.json()["undone"], carried.json()["no_effect"]) == (0, 1)
    (proposal,) = (await caller.get("/proposals", academic_year="2023/2024")).json()["items"]
    assert (proposal["school_code"], proposal["measure"]["criteria"]) == ("edu240002", [FIRST])


async def test_drafting_twice_changes_nothing(caller: Caller, identification: IdentificationCaller) -> None:
    lists = await make_lists(identification, _FACTS)
    await caller.run_jobs()
    before = {school: [one.id for one in measures] for school, measures in (await _read_measures(caller)).items()}

    async with caller.database.transaction() as session:
        await draft_school_roadmaps(session, UUID(lists["2022/2023"]["list"]["id"]))

    after = {school: [one.id for one in measures] for school, measures in (await _read_measures(caller)).items()}
    assert after == before
    async with caller.database.transaction() as session:
        of_roadmaps = select(func.count()).where(Change.object_kind == "roadmap")
        assert await session.scalar(of_roadmaps) == len(before)


async def test_a_superseding_list_drafts_for_new_schools_and_names_the_drafts_of_those_it_drops(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools("edu240001", "edu240002", "edu240003"))
    await publish_document(identification, "edu240001", "edu240002")
    await caller.run_jobs()
    kept = (await _read_roadmap(caller, "edu240002")).id

    await publish_document(identification, "edu240002", "edu240003", date="2022-11-01")
    await caller.run_jobs()

    assert set(await _read_measures(caller)) == {"edu240001", "edu240002", "edu240003"}
    assert (await _read_roadmap(caller, "edu240002")).id == kept
    answer = await caller.get("/exits/drafts", category="low_results", academic_year="2022/2023")
    assert [one["school_code"] for one in answer.json()["items"]] == ["edu240001"]


async def test_a_document_without_programme_and_calculation_gives_blank_drafts(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools("edu240001"))
    await publish_document(identification, "edu240001", category="disadvantaged")

    await caller.run_jobs()

    roadmap = await _read_roadmap(caller, "edu240001")
    assert (roadmap.pack_code, "меры не подобраны" in roadmap.title) == (None, True)
    assert await _read_measures(caller) == {"edu240001": []}


async def test_drafting_takes_as_many_statements_for_fifty_schools_as_for_five(
    caller: Caller, identification: IdentificationCaller
) -> None:
    few: Facts = {f"edu2400{number:02}": (_GOOD, _BAD, _GOOD) for number in range(5)}
    many: Facts = {f"edu2700{number:02}": (_BAD, _BAD, _GOOD) for number in range(50)}
    lists = [
        (await make_lists(identification, few))["2022/2023"]["list"],
        (await make_lists(identification, many, oktmo=ULCHSKY))["2022/2023"]["list"],
    ]
    counted = []

    for each in lists:
        async with caller.database.transaction() as session:
            with count_queries() as statements:
                await draft_school_roadmaps(session, UUID(each["id"]))
        counted.append(len(statements))

    assert counted[0] == counted[1]
    found = await _read_measures(caller)
    assert sum(len(measures) for measures in found.values()) == 5 + 2 * 50
