"""Computations: values are kept as they were, and open down to the schools behind them."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from services.monitoring.computations.schemas import ComputeIndicators
from shared.access.principals import Territory
from shared.indicators.compiling.rolls import published_rolls
from shared.indicators.computing import stream_values
from shared.indicators.rendering import render_values
from shared.models import ComputedValues, Municipality
from shared.queue import enqueue
from tests.factories.campaigns import make_campaign, make_open_campaign
from tests.factories.files import NORILSK, ULCHSKY, make_context, make_schools
from tests.factories.lists import publish_document
from tests.factories.monitoring import answer
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller, MakeCaller
from tests.shared.indicators.trial import make_plan

A, B, C = "edu240001", "edu240002", "edu240003"
CAMPAIGN = uuid4()
_BESIDE = {"origin", "campaign_id"}  # what is told over HTTP alone
ANSWERS = {
    A: {"s-2.4.1": "3 из 4", "s-2.4.3": "59 из 200", "s-2.4.6": "да"},
    B: {"s-2.4.1": "1 из 6", "s-2.3.1": "5 из 10"},
    C: {"s-2.4.6": "нет"},
    NORILSK: {"m-2.1.2": "да"},
}
BODY: dict[str, Any] = {
    "pack": "indicator-points",
    "period": "2022/2023",
    "territory": {"level": "municipality", "code": NORILSK},
}
_REST = ", ".join(column.name for column in list(ComputedValues.__table__.columns)[4:]) + " FROM computed_values"


@pytest.fixture
async def town(caller: Caller, identification: IdentificationCaller) -> Caller:
    """Three schools with answers, two of them on a list by document."""
    await identification.import_file("schools", make_schools(A, B, C))
    await publish_document(identification, A, C, category="low_results")
    async with caller.database.transaction() as session:
        await answer(session, ANSWERS, campaign_id=CAMPAIGN)
    return caller


async def finish(caller: Caller, **body: Any) -> dict[str, Any]:
    """Ask for a computation, let its job run, return it."""
    answered = await caller.post("/computations", BODY | body)
    assert answered.status_code == 202, answered.text
    await caller.run_jobs()
    computation: dict[str, Any] = (await caller.http.get(answered.headers["Location"])).json()
    assert computation["state"] == "finished", computation
    return computation


async def list_all(caller: Caller, path: str, **parameters: Any) -> list[dict[str, Any]]:
    answered = await caller.get(path, **parameters)
    assert answered.status_code == 200, answered.text
    items: list[dict[str, Any]] = answered.json()["items"]
    return items


async def test_a_value_says_where_it_came_from_and_opens_down_to_its_schools(town: Caller) -> None:
    computation = await finish(town)

    path = f"/computations/{computation['id']}"
    objects = await list_all(town, f"{path}/values")
    schools = await list_all(town, f"{path}/values/m-2.4.1/schools")
    totals = await list_all(town, f"{path}/totals", level="municipality")
    assert [(each["level"], each["code"]) for each in objects] == [
        ("municipality", NORILSK),
        *(("school", code) for code in (A, B, C)),
    ]
    assert [len(each["values"]) for each in objects] == [26, 27, 27, 27]
    values = {each["indicator"]: each for each in objects[0]["values"]}
    origins = {code: values[code]["origin"] for code in ("m-2.1.2", "m-2.1.5", "m-2.4.1")}
    assert origins == {"m-2.1.2": "answered", "m-2.1.5": "list", "m-2.4.1": "derived"}
    assert values["m-2.1.2"]["campaign_id"] == str(CAMPAIGN)
    taken = ("numerator", "denominator", "percent", "missing_schools", "flags")
    assert [values["m-2.4.1"][name] for name in taken] == [3, 4, "75.00", 1, ["incomplete", "list_missing"]]
    assert totals == [{"level": "municipality", "code": NORILSK, "points": 1, "maximum": 3, "flags": ["incomplete"]}]
    assert [(row["school_code"], row["numerator"], row["missing"], row["reason"]) for row in schools] == [
        (A, 3, False, None),
        (C, None, True, "нет ответа"),
    ]
    stands_on = [(each["source"], each["code"], each["answer"], each["numerator"]) for each in schools[0]["evidence"]]
    assert stands_on == [("answer", "s-2.4.1", None, 3), ("list", "listed", "yes", None)]
    assert schools[0]["evidence"][0]["campaign_id"] == str(CAMPAIGN)


async def test_what_is_finished_stays_whatever_is_answered_and_published_later(
    town: Caller, identification: IdentificationCaller
) -> None:
    computation = await finish(town)
    path = f"/computations/{computation['id']}"
    paths = [f"{path}/values", f"{path}/totals", f"{path}/values/m-2.4.1/schools", path]
    before = [(await town.get(each)).json() for each in paths]

    await publish_document(identification, B, category="disadvantaged")
    async with town.database.transaction() as session:
        await session.execute(text("UPDATE monitoring_value SET numerator = 0 WHERE numerator IS NOT NULL"))
        await session.execute(
            text(
                "INSERT INTO pack (code, version, title, content_hash, definition, valid_from, state, built_in, "
                "installed_at, approved_at, order_number, order_date) SELECT code, '99.0.0', title, 'sha256:0', "
                "definition #- '{monitoring,sets,0,indicators,0}', "
                "valid_from, 'approved', false, now(), now(), '1', '2026-01-01' "
                "FROM pack WHERE code = 'indicator-points' ORDER BY version DESC LIMIT 1"
            )
        )
    again = await finish(town)

    assert [(await town.get(each)).json() for each in paths] == before
    assert (again["pack_version"], again["inputs_hash"] == computation["inputs_hash"]) == ("99.0.0", False)
    later = await list_all(town, f"/computations/{again['id']}/values", level="municipality", indicator="m-2.4.1")
    assert [value["numerator"] for value in later[0]["values"]] == [0]


async def test_a_job_done_twice_leaves_one_result_and_the_database_refuses_to_touch_it(town: Caller) -> None:
    computation = await finish(town)

    async with town.database.transaction() as session:
        await enqueue(session, ComputeIndicators(computation_id=UUID(computation["id"])))
    await town.run_jobs()

    assert (await town.get(f"/computations/{computation['id']}")).json() == computation
    for statement in (
        "UPDATE computation SET options = '{}'",
        "UPDATE computed_values SET total = 0",
        "DELETE FROM computed_values",
        "INSERT INTO computed_values SELECT municipality_id, computation_id, level, 'edu999999', " + _REST,
    ):
        async with town.database.engine.connect() as connection:
            with pytest.raises(DBAPIError):
                await connection.execute(text(statement))


async def test_a_region_is_rolled_up_over_its_municipalities(
    town: Caller, identification: IdentificationCaller
) -> None:
    other = "04701000"
    await identification.import_file("schools", make_schools("edu240009", oktmo=other))
    async with town.database.transaction() as session:
        await answer(session, {"edu240009": {"s-2.4.8": "1 из 3"}, other: {"m-2.1.2": "нет"}}, oktmo=other)
        await answer(session, {A: {"s-2.4.8": "1 из 6"}})

    computation = await finish(town, territory={"level": "region", "code": "04"})

    path = f"/computations/{computation['id']}/values"
    (region,) = await list_all(town, path, level="region")
    values = {each["indicator"]: each for each in region["values"]}
    assert (computation["schools"], computation["municipalities"]) == (4, 2)
    assert [values["m-2.4.8"][name] for name in ("numerator", "denominator", "percent")] == [2, 9, "22.22"]
    assert [values["m-2.1.2"][name] for name in ("numerator", "denominator")] == [1, 2]
    assert values["m-2.4.8"]["flags"] == ["incomplete"]


async def test_a_region_says_the_same_kept_and_streamed(town: Caller, identification: IdentificationCaller) -> None:
    other = "04701000"
    await identification.import_file("schools", make_schools("edu240009", oktmo=other))
    no_internet = [(code, "2022/2023", "internet", "no", None, None) for code in (A, "edu240009")]
    await identification.import_file("context", make_context(*no_internet))
    await publish_document(identification, A, C, category="at_risk")
    await publish_document(identification, "edu240009", category="at_risk", territory=("municipality", other))
    async with town.database.transaction() as session:
        await answer(session, {"edu240009": {"s-3.3.1.2": "да"}}, oktmo=other, pack="norilsk-2022")
    computation = await finish(town, pack="norilsk-2022", territory={"level": "federal"})

    (region,) = await list_all(town, f"/computations/{computation['id']}/values", level="region")

    async with town.database.transaction() as session:
        plan = make_plan("norilsk-2022", "2022/2023")
        rolls = published_rolls({roll.academic_year for roll in plan.rolls})
        ids = list(await session.scalars(select(Municipality.id)))
        values = render_values(stream_values(session, plan, rolls, {}, ids))
        streamed = [found[1] async for found in values if isinstance(found, tuple) and found[0].level == "region"]
    kept = [{name: told for name, told in value.items() if name not in _BESIDE} for value in region["values"]]
    assert kept == [{"parts": []} | value for value in streamed]
    found = {value["indicator"]: value for value in region["values"]}
    assert found["3.3.1.1"]["factors"][0] == {"code": "material-base", "schools": 2}
    assert (found["3.3.1.1"]["numerator"], found["3.3.1.1"]["denominator"]) == (3, 4)


async def test_a_school_sees_itself_and_its_municipality_and_strangers_see_nothing(
    town: Caller, make_caller: MakeCaller
) -> None:
    computation = await finish(town)
    school = await make_caller(Territory("school", A), scopes=("monitoring:read",))
    stranger = await make_caller(Territory("municipality", ULCHSKY), scopes=("monitoring:read",))

    path = f"/computations/{computation['id']}"
    seen = await list_all(school, f"{path}/values")
    rows = await list_all(school, f"{path}/values/m-2.4.1/schools")
    assert [each["code"] for each in seen] == [NORILSK, A]
    assert [row["school_code"] for row in rows] == [A]
    assert (await school.post("/computations", BODY)).status_code == 403
    assert (await stranger.get(f"{path}/values")).status_code == 404
    assert (await stranger.get("/computations")).json()["items"] == []


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"pack": "no-such"}, "indicators-unknown", "/body/pack"),
        ({"pack": "krasnye-baki-2021"}, "indicators-unknown", "/body/pack"),
        ({"set": "no-such"}, "indicators-unknown", "/body/set"),
        ({"period": "2023-01"}, "period-unfit", "/body/period"),
        ({"period": "2023"}, None, "/body/period"),
        ({"options": {"score_2_2_1": "perhaps"}}, "options-refused", "/options/score_2_2_1"),
    ],
)
async def test_what_cannot_be_computed_is_refused_at_once(
    caller: Caller, body: dict[str, Any], code: str | None, pointer: str
) -> None:
    answered = await caller.post("/computations", BODY | {"territory": {"level": "federal"}} | body)

    assert answered.status_code == 422
    assert code in {None, answered.json()["code"]}
    assert answered.json()["errors"][0]["pointer"] == pointer


async def test_a_campaign_that_closes_is_computed_by_its_own_set_and_again_when_asked(
    town: Caller, make_caller: MakeCaller
) -> None:
    planned = await make_campaign(town, set="at-risk")
    refused = await town.post(f"/campaigns/{planned['id']}/computation")
    campaign = await make_open_campaign(town)
    closed = await town.post(f"/campaigns/{campaign['id']}/closing", if_match="*")
    await town.run_jobs()

    asked = await town.post(f"/campaigns/{campaign['id']}/computation")
    await town.run_jobs()

    assert (refused.status_code, refused.json()["code"]) == (409, "campaign-not-computable")
    assert (closed.status_code, asked.status_code) == (200, 202)
    found = await list_all(town, "/computations", campaign=campaign["id"])
    assert [(each["set"], each["state"], each["schools"]) for each in found] == [("low-results", "finished", 3)] * 2
    assert found[0]["id"] == asked.json()["id"]
    assert found[0]["inputs_hash"] == found[1]["inputs_hash"]
    school = await make_caller(Territory("school", A))
    assert (await school.post(f"/campaigns/{campaign['id']}/computation")).status_code in {403, 404}
