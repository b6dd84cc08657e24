import asyncio
from uuid import UUID

from sqlalchemy import func, select

from services.identification.runs import use_cases
from services.identification.runs.jobs import execute_run
from services.identification.runs.schemas import ExecuteRun
from services.identification.worker import JOBS
from shared.access.principals import Territory
from shared.models import Run, Verdict
from shared.queue.draining import run_ready_jobs
from tests.factories.files import NORILSK, ULCHSKY, make_results, make_schools
from tests.identification.conftest import Caller, MakeCaller

LAST = "2021/2022"


async def import_low_school(caller: Caller, below: int = 6) -> None:
    """One school with grade 5 only, low in two procedures."""
    await caller.import_file("schools", make_schools("edu240001", grades=(5, 5)))
    rows = [("edu240001", LAST, procedure, 20, below) for procedure in ("vpr-math-5", "vpr-rus-5")]
    receipt = await caller.import_file("results", make_results(*rows))
    assert receipt["rejected"] == 0


async def count_verdicts(caller: Caller) -> int:
    async with caller.database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(Verdict)) or 0


async def test_the_same_of_everything_is_the_same_run(caller: Caller) -> None:
    await import_low_school(caller)
    first = await caller.finish_run()

    again = await caller.finish_run(options={"threshold": "30"})

    assert again == first
    assert [run["id"] for run in (await caller.get("/runs")).json()["items"]] == [first["id"]]
    assert await count_verdicts(caller) == 1


async def test_the_later_address_answers_with_the_earlier_run(caller: Caller) -> None:
    await import_low_school(caller)
    first = await caller.finish_run()
    later = (await caller.post_run()).json()
    await caller.run_jobs()

    run = await caller.get(f"/runs/{later['id']}")
    verdicts = await caller.get(f"/runs/{later['id']}/verdicts")
    verdict = await caller.get(f"/runs/{later['id']}/verdicts/edu240001")

    assert later["id"] != first["id"] == run.json()["id"]
    assert run.headers["Content-Location"] == f"/identification/v1/runs/{first['id']}"
    assert [item["school_code"] for item in verdicts.json()["items"]] == ["edu240001"]
    assert verdict.json()["status"] == "identified"


async def test_a_changed_fact_makes_a_new_run_and_leaves_the_old_one(caller: Caller) -> None:
    await import_low_school(caller)
    first = await caller.finish_run()
    await import_low_school(caller, below=7)

    second = await caller.finish_run()

    assert second["id"] != first["id"]
    assert second["inputs_hash"] != first["inputs_hash"]
    evidence = (await caller.get(f"/runs/{first['id']}/verdicts/edu240001")).json()["criteria"][0]["evidence"]
    assert evidence[0]["numerator"] == 6


async def test_facts_changed_back_make_the_first_run_again(caller: Caller) -> None:
    await import_low_school(caller)
    first = await caller.finish_run()
    await import_low_school(caller, below=7)
    await caller.finish_run()
    await import_low_school(caller)

    assert (await caller.finish_run())["id"] == first["id"]


async def test_a_fact_the_rule_does_not_read_makes_no_new_run(caller: Caller) -> None:
    await import_low_school(caller)
    first = await caller.finish_run()
    await caller.import_file("results", make_results(("edu240001", "2022/2023", "vpr-math-5", 20, 20)))

    assert (await caller.finish_run())["id"] == first["id"]


async def test_other_options_year_or_territory_make_other_runs(caller: Caller) -> None:
    await import_low_school(caller)

    runs = [
        await caller.finish_run(),
        await caller.finish_run(options={"threshold": "29"}),
        await caller.finish_run(academic_year="2023/2024"),
        await caller.finish_run(territory={"level": "region", "code": "04"}),
        await caller.finish_run(territory={"level": "federal"}),
    ]

    assert len({run["id"] for run in runs}) == 5
    assert (await caller.finish_run(territory={"level": "federal"}))["id"] == runs[-1]["id"]


async def test_a_repeat_while_the_first_waits_comes_to_the_same_run(caller: Caller) -> None:
    await import_low_school(caller)
    asked = [(await caller.post_run()).json()["id"] for _ in range(3)]

    await caller.run_jobs()

    answered = {(await caller.get(f"/runs/{run_id}")).json()["id"] for run_id in asked}
    assert len(set(asked)) == 3
    assert len(answered) == 1
    assert await count_verdicts(caller) == 1


async def test_runs_that_end_together_become_one(caller: Caller) -> None:
    await import_low_school(caller)
    asked = [(await caller.post_run()).json()["id"] for _ in range(4)]

    await asyncio.gather(*(run_ready_jobs(caller.database, JOBS) for _ in range(4)))

    async with caller.database.transaction() as session:
        runs = (await session.scalars(select(Run).where(Run.id.in_([UUID(run_id) for run_id in asked])))).all()
    originals = [run for run in runs if run.same_as_id is None]
    assert {run.state for run in runs} == {"finished"}
    assert len(originals) == 1
    assert {run.same_as_id for run in runs} == {None, originals[0].id}
    assert await count_verdicts(caller) == 1


async def test_a_run_waits_for_the_same_run_that_is_about_to_be_closed(caller: Caller) -> None:
    await import_low_school(caller)
    first, second = [UUID((await caller.post_run()).json()["id"]) for _ in range(2)]

    async with caller.database.transaction() as session:
        await use_cases.execute_run(session, await use_cases.get_run(session, first))
        await session.flush()
        waiting = asyncio.create_task(execute_in_a_transaction(caller, second))
        await asyncio.sleep(0.3)
        still_waits = not waiting.done()
    await waiting

    assert still_waits
    assert (await caller.get(f"/runs/{second}")).json()["id"] == str(first)


async def execute_in_a_transaction(caller: Caller, run_id: UUID) -> None:
    async with caller.database.transaction() as session:
        await use_cases.execute_run(session, await use_cases.get_run(session, run_id))


async def test_executing_the_later_run_twice_ends_in_the_same_state(caller: Caller) -> None:
    await import_low_school(caller)
    await caller.finish_run()
    later = (await caller.post_run()).json()
    await caller.run_jobs()
    before = (await caller.get(f"/runs/{later['id']}")).json()

    async with caller.database.transaction() as session:
        context = type("Context", (), {"session": session})()
        await execute_run(context, ExecuteRun(run_id=later["id"]))

    assert (await caller.get(f"/runs/{later['id']}")).json() == before
    assert await count_verdicts(caller) == 1


async def test_the_same_run_of_others_stays_foreign(make_caller: MakeCaller) -> None:
    norilsk, ulchsky = await make_caller(), await make_caller(Territory("municipality", ULCHSKY))
    await import_low_school(norilsk)
    await norilsk.finish_run(territory={"level": "municipality", "code": NORILSK})
    later = (await norilsk.post_run()).json()
    await norilsk.run_jobs()

    assert (await ulchsky.get(f"/runs/{later['id']}")).status_code == 404
