"""What a poller is told last must be whole: state and numbers of one and the same moment."""

from uuid import UUID

from services.identification.imports.use_cases import describe_receipt
from services.identification.imports.use_cases import get_receipt as read_receipt
from services.identification.runs.use_cases import describe_run
from services.identification.runs.use_cases import get_run as read_run
from tests.factories.files import make_results, make_schools
from tests.identification.conftest import Caller


async def test_a_receipt_read_before_its_merge_committed_is_not_called_done(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    answer = await caller.post_import("results", make_results(("edu240001", "2021/2022", "vpr-math-5", 5, 6)))

    async with caller.database.transaction() as session:
        receipt = await read_receipt(session, UUID(answer.json()["id"]))
        await caller.run_jobs()
        told = await describe_receipt(session, receipt)

    assert (told.state, told.finished_at) == ("running", None)
    assert (await caller.http.get(answer.headers["Location"])).json()["rejected"] == 1


async def test_a_run_read_before_its_job_committed_is_not_called_finished(caller: Caller) -> None:
    answer = await caller.post_run()

    async with caller.database.transaction() as session:
        run = await read_run(session, UUID(answer.json()["id"]))
        await caller.run_jobs()
        told = await describe_run(session, run)

    assert (told.state, told.finished_at) == ("running", None)
    assert (await caller.http.get(answer.headers["Location"])).json()["state"] == "finished"
