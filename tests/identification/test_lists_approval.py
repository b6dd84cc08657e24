"""A finished run becomes the published list of its category, year and territory."""

import asyncio
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.identification.lists.errors import PublicationInProgress
from services.identification.lists.use_cases import approve_run
from services.identification.runs.use_cases import get_run
from shared.access.principals import Territory
from shared.database.session import Database
from shared.http.orders import Order
from shared.models import Change, Job
from tests.factories.files import NORILSK, ULCHSKY, make_context, make_results, make_schools
from tests.factories.lists import LAST, ORDER, approve, import_low_results
from tests.identification.conftest import Caller, MakeCaller


async def import_norilsk(caller: Caller) -> None:
    """One school with low results, one without, one of which nothing is known."""
    await caller.import_file("schools", make_schools("edu240001", "edu240002", "edu240003", grades=(5, 5)))
    await import_low_results(caller, "edu240001", not_low=("edu240002",))


async def list_codes(caller: Caller, school_list: dict[str, Any]) -> list[str]:
    answer = await caller.get(f"/lists/{school_list['id']}/schools")
    return [school["school_code"] for school in answer.json()["items"]]


async def test_an_approved_run_becomes_the_list_of_its_category(caller: Caller) -> None:
    await import_norilsk(caller)
    run = await caller.finish_run()

    answer = await caller.post(f"/runs/{run['id']}/approval", ORDER)

    published = answer.json()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/identification/v1/lists/{published['id']}")
    assert published["order"] == ORDER
    assert {key: published[key] for key in ("category", "academic_year", "basis", "state", "run_id")} == {
        "category": "low_results",
        "academic_year": "2022/2023",
        "basis": "calculated",
        "state": "published",
        "run_id": run["id"],
    }
    assert (published["schools"], published["undetermined"], published["source"]) == (1, 1, None)
    assert (await caller.http.get(answer.headers["Location"])).json() == published
    assert await list_codes(caller, published) == ["edu240001"]


async def test_undetermined_schools_are_not_listed_but_readable(caller: Caller) -> None:
    await import_norilsk(caller)
    published = await approve(caller, await caller.finish_run())

    answer = await caller.get(f"/lists/{published['id']}/verdicts", status="undetermined")

    (school,) = answer.json()["items"]
    assert (school["school_code"], school["missing_count"]) == ("edu240003", 4)
    assert await list_codes(caller, published) == ["edu240001"]


async def test_the_category_is_that_of_the_rule(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    await caller.import_file("context", make_context(("edu240001", "2022/2023", "internet", "no", None, None)))

    published = await approve(caller, await caller.finish_run(rule="norilsk-2022/at-risk"))

    assert (published["category"], published["schools"]) == ("at_risk", 1)


async def test_a_run_that_is_not_finished_is_not_approved(caller: Caller) -> None:
    run = (await caller.post_run()).json()

    answer = await caller.post(f"/runs/{run['id']}/approval", ORDER)

    assert (answer.status_code, answer.json()["code"]) == (409, "run-not-finished")


async def test_approving_twice_is_refused_and_names_the_list(caller: Caller) -> None:
    run = await caller.finish_run()
    published = await approve(caller, run)

    answer = await caller.post(f"/runs/{run['id']}/approval", ORDER | {"number": "281"})

    assert (answer.status_code, answer.json()["code"]) == (409, "run-already-approved")
    assert published["id"] in answer.json()["detail"]


async def test_a_run_that_is_the_same_as_an_approved_one_is_refused_and_names_that(caller: Caller) -> None:
    run = await caller.finish_run()
    published = await approve(caller, run)
    later = (await caller.post_run()).json()["id"]
    await caller.run_jobs()

    answer = await caller.post(f"/runs/{later}/approval", ORDER)

    assert (answer.status_code, answer.json()["code"]) == (409, "same-run-approved")
    assert run["id"] in answer.json()["detail"]
    assert published["id"] in answer.json()["detail"]


async def test_a_run_that_is_the_same_as_an_earlier_one_approves_that(caller: Caller) -> None:
    run = await caller.finish_run()
    later = (await caller.post_run()).json()["id"]
    await caller.run_jobs()

    published = await approve(caller, {"id": later})

    assert published["run_id"] == run["id"] != later


async def test_a_later_run_supersedes_the_list_and_both_stay_readable(caller: Caller) -> None:
    await import_norilsk(caller)
    first = await approve(caller, await caller.finish_run())
    await caller.import_file("results", make_results(("edu240003", LAST, "vpr-math-5", 10, 9)))
    second = await approve(caller, await caller.finish_run(), number="300", date="2022-11-01")

    old, new = [(await caller.get(f"/lists/{one['id']}")).json() for one in (first, second)]

    assert (old["state"], old["superseded_by_id"], old["supersedes_id"]) == ("superseded", second["id"], None)
    assert (new["state"], new["superseded_by_id"], new["supersedes_id"]) == ("published", None, first["id"])
    in_force = (await caller.get("/lists", state="published")).json()["items"]
    replaced = (await caller.get("/lists", state="superseded")).json()["items"]
    assert [one["id"] for one in in_force + replaced] == [second["id"], first["id"]]


async def test_an_earlier_order_does_not_supersede_a_later_one(caller: Caller) -> None:
    await import_norilsk(caller)
    await approve(caller, await caller.finish_run())
    run = await caller.finish_run(options={"threshold": "60"})

    answer = await caller.post(f"/runs/{run['id']}/approval", ORDER | {"date": "2022-10-13"})

    assert (answer.status_code, answer.json()["code"]) == (409, "order-before-current")
    assert len((await caller.get("/lists")).json()["items"]) == 1


async def test_of_two_approvals_at_once_one_wins(caller: Caller) -> None:
    await import_norilsk(caller)
    run = await caller.finish_run()

    answers = await asyncio.gather(*(caller.post(f"/runs/{run['id']}/approval", ORDER) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert len((await caller.get("/lists")).json()["items"]) == 1


async def test_whoever_publishes_while_another_does_is_told(caller: Caller, committed_database: Database) -> None:
    await import_norilsk(caller)
    runs = [await caller.finish_run(options={"threshold": threshold}) for threshold in ("30", "60")]
    order = Order.model_validate(ORDER)

    async with committed_database.transaction() as session:
        run_id = UUID(runs[0]["id"])
        await approve_run(session, run_id, await get_run(session, run_id), order, None)
        meanwhile = await caller.post(f"/runs/{runs[1]['id']}/approval", ORDER)
    afterwards = await caller.post(f"/runs/{runs[1]['id']}/approval", ORDER)

    assert (meanwhile.status_code, meanwhile.json()["code"]) == (409, PublicationInProgress.code)
    assert (afterwards.status_code, afterwards.json()["supersedes_id"] is not None) == (201, True)


async def test_a_repeated_approval_with_its_key_answers_alike(caller: Caller) -> None:
    run = await caller.finish_run()

    answers = [await caller.post(f"/runs/{run['id']}/approval", ORDER, idempotency_key="1") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


async def test_an_approval_tells_monitoring_and_roadmap_by_id(caller: Caller, committed_database: Database) -> None:
    published = await approve(caller, await caller.finish_run())

    async with committed_database.transaction() as session:
        rows = await session.execute(
            select(Job.queue, Job.kind, Job.payload, Job.state).where(Job.kind.endswith("list_approved"))
        )
        told = sorted(tuple(row) for row in rows)

    assert told == [
        (queue, f"{queue}.list_approved", {"list_id": published["id"]}, "ready") for queue in ("monitoring", "roadmap")
    ]


async def test_an_approval_that_is_refused_tells_nobody(caller: Caller, committed_database: Database) -> None:
    run = await caller.finish_run()
    await approve(caller, run)

    await caller.post(f"/runs/{run['id']}/approval", ORDER)

    async with committed_database.transaction() as session:
        told = (await session.scalars(select(Job.id).where(Job.kind.endswith("list_approved")))).all()
    assert len(told) == 2


async def test_an_approval_is_recorded_with_list_and_run(caller: Caller, committed_database: Database) -> None:
    run = await caller.finish_run()
    published = await approve(caller, run)

    async with committed_database.transaction() as session:
        rows = await session.execute(
            select(Change.object_kind, Change.object_key, Change.action).where(Change.object_kind.in_(("list", "run")))
        )
        recorded = {tuple(row) for row in rows}

    assert {("list", published["id"], "published"), ("run", run["id"], "approved")} <= recorded
    history = (await caller.get(f"/lists/{published['id']}/changes")).json()["items"]
    assert [change["action"] for change in history] == ["published"]


async def test_approving_takes_a_scope_and_a_territory(make_caller: MakeCaller) -> None:
    norilsk = await make_caller(Territory("municipality", NORILSK))
    without = await make_caller(
        Territory("municipality", NORILSK), scopes=("identification:read", "identification:write", "identification:run")
    )
    foreign = await make_caller(Territory("municipality", ULCHSKY))
    run = await norilsk.finish_run()

    answers = [await each.post(f"/runs/{run['id']}/approval", ORDER) for each in (without, foreign, norilsk)]

    assert [answer.status_code for answer in answers] == [403, 404, 201]


async def test_a_municipality_reads_the_list_of_its_region_and_of_it_its_own_schools(make_caller: MakeCaller) -> None:
    everyone = await make_caller()
    await everyone.import_file("schools", make_schools("edu240001", grades=(5, 5)))
    await everyone.import_file("schools", make_schools("edu240009", grades=(5, 5), oktmo="04701000"))
    await everyone.import_file("schools", make_schools("edu270001", grades=(5, 5), oktmo=ULCHSKY))
    await import_low_results(everyone, "edu240001", "edu240009", "edu270001")
    published = await approve(everyone, await everyone.finish_run(territory={"level": "region", "code": "04"}))
    norilsk = await make_caller(Territory("municipality", NORILSK))
    school = await make_caller(Territory("school", "edu240009"))
    foreign = await make_caller(Territory("municipality", ULCHSKY))

    headers = [await each.get(f"/lists/{published['id']}") for each in (norilsk, school, foreign)]

    assert [header.status_code for header in headers] == [200, 200, 404]
    assert [header.json()["allowed_actions"] for header in headers[:2]] == [[], []]
    assert await list_codes(norilsk, published) == ["edu240001"]
    assert await list_codes(school, published) == ["edu240009"]
    verdicts = (await norilsk.get(f"/lists/{published['id']}/verdicts")).json()["items"]
    assert [verdict["school_code"] for verdict in verdicts] == ["edu240001"]
    assert (await foreign.get(f"/runs/{published['run_id']}")).status_code == 404
    for path in ("schools", "verdicts", "difference", "changes"):
        assert (await foreign.get(f"/lists/{published['id']}/{path}")).status_code == 404
    assert (await foreign.get("/lists")).json()["items"] == []
