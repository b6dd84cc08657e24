"""Tasks: marked, waiting for what comes before and for documents, seen by those whom they name."""

from typing import Any

import pytest
from sqlalchemy import select

from shared.access.principals import Territory
from shared.models import Job
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.tasks import CENTRE, AddedRoadmap, Planned, add_roadmap, find_today
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller, MakeCaller

A, B = "edu240001", "edu240002"
TODAY = str(find_today())


@pytest.fixture
async def registered(identification: IdentificationCaller) -> None:
    """Two schools of Norilsk, one elsewhere."""
    await identification.import_file("schools", make_schools(A, B))
    await identification.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))


async def mark(caller: Caller, path: str, mark: str, **body: Any) -> Any:
    answer = await caller.post(f"{path}/{mark}", body or None, if_match="*")
    return answer.json() | {"status": answer.status_code}


async def list_numbers(caller: Caller, **filters: object) -> list[str]:
    answer = await caller.get("/tasks", **filters)
    assert answer.status_code == 200, answer.text
    return [each["measure"]["number"] for each in answer.json()["items"]]


async def add_plan(caller: Caller) -> AddedRoadmap:
    return await add_roadmap(
        caller.database,
        Planned("1", ends_in=-20, starts_in=-60, schools=(A, B), responsible=("Руководители ОУ",)),
        Planned("2", ends_in=0, after=("1",)),
        Planned("3", ends_in=14, section="Итоги", after=("2",)),
        Planned("4", ends_in=15, section="Итоги", evidence=("order", "report")),
        Planned("5", ends_in=None, section="Итоги"),
    )


@pytest.mark.usefixtures("registered")
async def test_a_task_is_started_done_and_opened_again_and_monitoring_is_told(caller: Caller) -> None:
    plan = await add_roadmap(caller.database, Planned("1", ends_in=3))
    path = plan.task("1")

    unseen = await caller.post(f"{path}/start")
    started = await caller.post(f"{path}/start", if_match='"1"', idempotency_key="x")
    again = await caller.post(f"{path}/start", if_match='"1"', idempotency_key="x")
    twice = await mark(caller, path, "start")
    outdated = await caller.post(f"{path}/completion", {"done_on": TODAY}, if_match='"1"')
    future = await mark(caller, path, "completion", done_on="2999-01-01")
    done = await mark(caller, path, "completion", done_on=TODAY, note="Проведено.")
    cancelled_late = await mark(caller, path, "cancellation", reason="Не нужно")
    reopened = await mark(caller, path, "reopening", reason="Не все школы")
    cancelled = await mark(caller, path, "cancellation", reason="Не нужно")
    changes = (await caller.get(f"{path}/changes")).json()["items"]
    async with caller.database.transaction() as session:
        told = (await session.scalars(select(Job.payload).where(Job.kind == "monitoring.measure_completed"))).all()

    assert (unseen.status_code, outdated.status_code) == (428, 412)
    assert (started.status_code, started.headers["ETag"], again.json()) == (200, '"2"', started.json())
    assert started.json()["allowed_actions"] == ["complete", "cancel", "attach_document"]
    assert (started.json()["days_left"], started.json()["overdue"]) == (3, False)
    assert (twice["status"], twice["code"]) == (409, "task-not-planned")
    assert (future["status"], future["errors"][0]["pointer"]) == (422, "/body/done_on")
    assert (done["state"], done["done_on"], done["note"], done["days_left"]) == ("done", TODAY, "Проведено.", None)
    assert done["allowed_actions"] == ["reopen", "attach_document"]
    assert (cancelled_late["status"], cancelled_late["code"]) == (409, "task-not-open")
    assert (reopened["state"], reopened["done_on"]) == ("in_progress", None)
    assert (cancelled["state"], cancelled["reason"]) == ("cancelled", "Не нужно")
    assert [each["action"] for each in changes] == ["cancelled", "reopened", "completed", "started"]
    # Every step is told, those that were refused are not.
    assert told == [{"task_id": path.removeprefix("/tasks/")}] * 4


@pytest.mark.usefixtures("registered")
async def test_what_comes_before_is_waited_for_unless_there_is_a_reason(caller: Caller) -> None:
    plan = await add_plan(caller)
    second = plan.task("2")

    waiting = (await caller.get(second)).json()
    early = await mark(caller, second, "completion", done_on=TODAY)
    await mark(caller, plan.task("1", A), "completion", done_on=TODAY)
    one_school = await mark(caller, second, "completion", done_on=TODAY)
    unexplained = await mark(caller, second, "completion", done_on=TODAY, despite_predecessors=True)
    third = await mark(
        caller, plan.task("3"), "completion", done_on=TODAY, despite_predecessors=True, reason="Срок приказа"
    )
    await mark(caller, plan.task("1", B), "cancellation", reason="Школа закрыта")
    done = await mark(caller, second, "completion", done_on=TODAY)

    assert [(each["number"], each["is_done"]) for each in waiting["predecessors"]] == [("1", False)]
    assert [each["code"] for each in (early, one_school)] == ["predecessor-not-done"] * 2
    assert (unexplained["status"], unexplained["errors"][0]["pointer"]) == (422, "/body/reason")
    assert (third["state"], third["reason"]) == ("done", "Срок приказа")
    assert (done["state"], done["predecessors"][0]["is_done"]) == ("done", True)


@pytest.mark.usefixtures("registered")
async def test_a_school_waits_for_its_own_tasks_and_for_those_of_all_together(caller: Caller) -> None:
    both = (A, B)
    plan = await add_roadmap(
        caller.database, Planned("1", schools=both), Planned("2"), Planned("3", schools=both, after=("1", "2"))
    )
    await mark(caller, plan.task("1", A), "completion", done_on=TODAY)

    early = await mark(caller, plan.task("3", A), "completion", done_on=TODAY)
    await mark(caller, plan.task("2"), "completion", done_on=TODAY)
    done = await mark(caller, plan.task("3", A), "completion", done_on=TODAY)
    other = await mark(caller, plan.task("3", B), "completion", done_on=TODAY)

    assert early["code"] == other["code"] == "predecessor-not-done"
    assert done["state"] == "done"


@pytest.mark.usefixtures("registered")
async def test_overdue_and_due_soon_are_told_from_the_days_and_lists_put_what_has_no_end_last(caller: Caller) -> None:
    plan = await add_plan(caller)
    await add_roadmap(
        caller.database, Planned("9", ends_in=-400, state="done"), Planned("8", ends_in=-5), oktmo=ULCHSKY
    )

    first = await caller.get("/tasks", municipality=NORILSK, limit=4)
    rest = await caller.get("/tasks", municipality=NORILSK, limit=4, cursor=first.json()["next_cursor"])
    pages = [each["measure"]["number"] for page in (first, rest) for each in page.json()["items"]]

    assert pages == ["1", "1", "2", "3", "4", "5"]
    assert [each["days_left"] for each in rest.json()["items"]] == [15, None]
    assert await list_numbers(caller, due="overdue") == ["1", "1", "8"]
    assert await list_numbers(caller, due="soon") == ["2", "3"]
    assert await list_numbers(caller, due_after=TODAY, due_before=TODAY) == ["2"]
    assert await list_numbers(caller, responsible="Руководители ОУ", school=B) == ["1"]
    assert await list_numbers(caller, responsible=CENTRE, roadmap_id=plan.id, state="planned") == ["2", "3", "4", "5"]
    assert await list_numbers(caller, measure_id=plan.measures["3"]) == ["3"]


@pytest.mark.usefixtures("registered")
async def test_a_school_sees_and_marks_its_own_tasks_and_cancels_those_of_its_own_roadmap(
    caller: Caller, make_caller: MakeCaller
) -> None:
    plan = await add_plan(caller)
    own = await add_roadmap(caller.database, Planned("7", ends_in=40, schools=(A,)), school_code=A)
    school = await make_caller(Territory("school", A))

    seen = await list_numbers(school)
    foreign = [(await school.get(path)).status_code for path in (plan.task("1", B), plan.task("2"))]
    marked = await mark(school, plan.task("1", A), "start")
    refused = await mark(school, plan.task("1", A), "cancellation", reason="Не хотим")
    cancelled = await mark(school, own.task("7", A), "cancellation", reason="Передумали")
    progress = [(await school.get(f"/roadmaps/{each.id}/progress")).status_code for each in (plan, own)]

    assert seen == ["1", "7"]
    assert foreign == [404, 404]
    assert (marked["state"], marked["allowed_actions"]) == ("in_progress", ["complete", "attach_document"])
    assert (refused["status"], refused["code"]) == (403, "task-not-yours")
    assert cancelled["state"] == "cancelled"
    assert progress == [404, 200]


@pytest.mark.usefixtures("registered")
async def test_a_closed_roadmap_takes_no_marks(caller: Caller) -> None:
    plan = await add_roadmap(caller.database, Planned("1"), state="closed")

    task = (await caller.get(plan.task("1"))).json()
    refused = await mark(caller, plan.task("1"), "start")
    attached = await caller.post(f"{plan.task('1')}/documents", {"kind": "order", "title": "Приказ"})

    assert task["allowed_actions"] == []
    assert [refused["code"], attached.json()["code"]] == ["roadmap-not-in-force"] * 2


@pytest.mark.usefixtures("registered")
async def test_progress_counts_measures_and_tasks_by_section_without_cancelled_ones(caller: Caller) -> None:
    plan = await add_plan(caller)
    await mark(caller, plan.task("1", A), "completion", done_on=TODAY)
    await mark(caller, plan.task("5"), "completion", done_on=TODAY)
    await mark(caller, plan.task("4"), "cancellation", reason="Не нужно")

    progress = (await caller.get(f"/roadmaps/{plan.id}/progress")).json()
    sooner = (await caller.get(f"/roadmaps/{plan.id}/progress", soon_days=0)).json()

    nothing, results = progress["sections"]
    assert (nothing["section"], results["section"], progress["day"]) == (None, "Итоги", TODAY)
    assert nothing["measures"] | {"progress": None} == {
        "planned": 1,
        "in_progress": 1,
        "done": 0,
        "cancelled": 0,
        "progress": None,
    }
    assert (nothing["tasks"]["done"], nothing["tasks"]["overdue"], nothing["tasks"]["due_soon"]) == (1, 1, 1)
    assert results["measures"]["progress"] == {"numerator": 1, "denominator": 2, "percent": "50.00"}
    assert progress["total"]["measures"]["progress"] == {"numerator": 1, "denominator": 4, "percent": "25.00"}
    assert progress["total"]["tasks"]["progress"] == {"numerator": 2, "denominator": 5, "percent": "40.00"}
    assert (progress["total"]["tasks"]["due_soon"], sooner["total"]["tasks"]["due_soon"]) == (2, 1)
