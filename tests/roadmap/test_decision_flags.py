"""A decision is flagged when what it stands on has changed since, with the reason and what to do."""

from typing import Any
from uuid import uuid4

from sqlalchemy import text

from tests.factories.decisions import issue_decision, make_decision
from tests.factories.files import NORILSK, make_results, make_schools
from tests.factories.lists import LAST, approve, import_low_results, publish_document
from tests.factories.monitoring import answer
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller as MonitoringCaller
from tests.monitoring.test_computations import finish
from tests.roadmap.conftest import Caller
from tests.roadmap.test_decisions import list_ids

A, B = "edu240001", "edu240002"
_NEW_VERSION = text(
    "INSERT INTO pack (code, version, title, content_hash, definition, valid_from, state, built_in, installed_at, "
    "approved_at, order_number, order_date) SELECT code, :version, title, :version, definition, :valid_from, "
    "'approved', false, now(), now(), '7', DATE '2023-01-09' FROM pack WHERE code = 'norilsk-2022' AND built_in"
)

# A report of June: a campaign would be needed where somebody reads it.
_REPORT = text(
    "WITH town AS (SELECT id FROM municipality WHERE oktmo = '04729000'), "
    "conducted AS (INSERT INTO campaign (municipality_id, id, pack_code, pack_version, set_code, period, "
    "order_parties, responsible, timezone, starts_on, ends_on, state, version, created_at, updated_at) "
    "SELECT id, gen_random_uuid(), 'norilsk-2022', CAST(:version AS text), 'prevention', '2023-06', '[]', '[]', "
    "'Asia/Krasnoyarsk', DATE '2023-06-01', DATE '2023-06-20', 'analysed', 1, now(), now() FROM town RETURNING *) "
    "INSERT INTO report (municipality_id, id, kind, pack_code, pack_version, set_code, period, campaign_id, "
    "computation_id, state, content, texts, letterhead, signatory, schools, approved_at, version, "
    "created_at, updated_at) "
    "SELECT municipality_id, CAST(:id AS uuid), 'campaign', pack_code, pack_version, set_code, period, id, "
    "CAST(:computation_id AS uuid), 'approved', '{}', '{}', '{}', 'Начальник', '{}', now(), 1, now(), now() "
    "FROM conducted"
)


PREVENTION: dict[str, str] = {"pack": "norilsk-2022", "period": "2023-06"}


async def compute(monitoring: MonitoringCaller) -> dict[str, Any]:
    """Compute the indicators of prevention of the municipality."""
    territory = {"level": "municipality", "code": NORILSK}
    return await finish(monitoring, **PREVENTION, set="prevention", territory=territory, options={})


async def add_report(caller: Caller, computation: dict[str, Any]) -> str:
    """Write an approved report that tells a computation."""
    report_id = str(uuid4())
    values = {"id": report_id, "computation_id": computation["id"], "version": computation["pack_version"]}
    async with caller.database.transaction() as session:
        await session.execute(_REPORT, values)
    return report_id


async def tell_flags(caller: Caller, decision: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return code → what was replaced by what."""
    found = (await caller.get(f"/decisions/{decision['id']}")).json()
    assert all(flag["reason"].endswith(".") and flag["advice"].endswith(".") for flag in found["flags"])
    return {flag["code"]: (flag["replaced"], flag["by"]) for flag in found["flags"]}


async def test_a_list_that_was_superseded_flags_the_decisions_that_stand_on_it(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools(A, B))
    old = await publish_document(identification, A)
    other = await publish_document(identification, A, category="disadvantaged")
    touched, untouched, withdrawn = [await issue_decision(caller, list_id=each["id"]) for each in (old, other, old)]
    await caller.post(f"/decisions/{withdrawn['id']}/withdrawal", {"reason": "Ошибка."}, if_match="*")
    before = await list_ids(caller, flagged="yes")

    new = await publish_document(identification, B)

    assert before == []
    assert await list_ids(caller, flagged="yes") == [touched["id"]]
    assert await tell_flags(caller, touched) == {"list-superseded": (old["id"], new["id"])}
    assert [await tell_flags(caller, each) for each in (untouched, withdrawn)] == [{}, {}]


async def test_a_run_on_corrected_facts_flags_decisions_on_the_run_and_on_its_list_until_facts_are_back(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools(A, B, grades=(5, 5)))
    await import_low_results(identification, A, not_low=(B,))
    run = await identification.finish_run()
    calculated = await approve(identification, run)
    on_run = await issue_decision(caller, run_id=run["id"])
    on_list = await issue_decision(caller, list_id=calculated["id"])
    await identification.finish_run(options={"threshold": "40"})
    await identification.finish_run()
    before = await list_ids(caller, flagged="yes")

    await identification.import_file("results", make_results((A, LAST, "vpr-math-5", 10, 0)))
    corrected = await identification.finish_run()

    told = [await tell_flags(caller, each) for each in (on_run, on_list)]
    assert before == []
    assert told == [{"run-corrected": (run["id"], corrected["id"])}] * 2

    document = await publish_document(identification, B)
    await identification.import_file("results", make_results((A, LAST, "vpr-math-5", 10, 5)))
    await identification.finish_run()

    # The facts are as they were; but now a document prevails over the calculated list (B13).
    assert await tell_flags(caller, on_run) == {}
    assert await tell_flags(caller, on_list) == {"list-overruled": (calculated["id"], document["id"])}


async def test_indicators_computed_anew_flag_decisions_on_them_and_on_the_report_that_tells_them(
    caller: Caller, identification: IdentificationCaller, monitoring: MonitoringCaller
) -> None:
    await identification.import_file("schools", make_schools(A, B))
    async with caller.database.transaction() as session:
        await answer(session, {A: {"s-4.3.1": "да"}}, **PREVENTION)
    first = await compute(monitoring)
    report_id = await add_report(caller, first)
    on_report = await issue_decision(caller, report_id=report_id)
    on_indicator = await issue_decision(caller, computation_id=first["id"], indicator="4.3.1")
    unknown = await caller.post("/decisions", make_decision(computation_id=first["id"], indicator="9.9"))
    await compute(monitoring)
    before = await list_ids(caller, flagged="yes")

    async with caller.database.transaction() as session:
        await answer(session, {B: {"s-4.3.1": "нет"}}, **PREVENTION)
    renewed = await compute(monitoring)

    assert before == []
    assert unknown.json()["errors"][0]["pointer"] == "/body/indicator"
    flag = {"computation-renewed": (first["id"], renewed["id"])}
    assert [await tell_flags(caller, each) for each in (on_indicator, on_report)] == [flag, flag]


async def test_a_version_of_the_pack_flags_what_stands_on_the_one_before_where_it_is_in_force(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools(A, grades=(5, 5)))
    await import_low_results(identification, A)
    run = await identification.finish_run()
    decision = await issue_decision(caller, run_id=run["id"])
    async with caller.database.transaction() as session:
        # In force from the year after the run's on.
        await session.execute(_NEW_VERSION, {"version": "98.0.0", "valid_from": 2023})
    before = await tell_flags(caller, decision)

    async with caller.database.transaction() as session:
        await session.execute(_NEW_VERSION, {"version": "99.0.0", "valid_from": 2022})

    assert before == {}
    ((code, (replaced, by)),) = (await tell_flags(caller, decision)).items()
    assert (code, by) == ("pack-renewed", "norilsk-2022/99.0.0")
    assert replaced == f"norilsk-2022/{run['pack_version']}"
