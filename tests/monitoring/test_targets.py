"""Targets: what a municipality means to reach, and how its values stand beside it and beside the period before."""

from typing import Any

import pytest

from shared.access.principals import Territory
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.monitoring import answer
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller, MakeCaller
from tests.monitoring.test_computations import A, B, finish, list_all

TARGET: dict[str, Any] = {
    "municipality": NORILSK,
    "pack": "indicator-points",
    "indicator": "m-2.4.8",
    "period": "2022/2023",
    "percent": "33.333333",
    "source": "Муниципальная программа, раздел 5",
}
EARLIER = {
    A: {"s-2.4.8": "333333 из 1000000", "s-2.1.3": "да", "s-2.1.4": "да", "s-2.1.5": "нет", "s-2.5.1": "да"},
    B: {"s-2.1.3": "нет", "s-2.1.4": "нет", "s-2.1.5": "нет", "s-2.5.1": "нет"},
    NORILSK: {"m-2.1.2": "нет", "m-2.1.3": "да"},
}
LATER = {
    A: {"s-2.4.8": "1 из 3", "s-2.1.3": "да", "s-2.1.4": "да", "s-2.1.5": "нет", "s-2.5.1": "нет"},
    B: {"s-2.1.3": "да", "s-2.1.4": "да", "s-2.1.5": "нет", "s-2.5.1": "да"},
    NORILSK: {"m-2.1.2": "да"},
}


@pytest.fixture
async def town(caller: Caller, identification: IdentificationCaller) -> Caller:
    """Two schools with answers of two years."""
    await identification.import_file("schools", make_schools(A, B))
    async with caller.database.transaction() as session:
        await answer(session, EARLIER, period="2021/2022")
        await answer(session, LATER)
    return caller


async def set_target(caller: Caller, **body: Any) -> dict[str, Any]:
    """Set a target and return it."""
    answered = await caller.post("/targets", TARGET | body)
    assert answered.status_code == 201, answered.text
    target: dict[str, Any] = answered.json()
    return target


async def test_values_are_held_exactly_against_the_period_before_and_against_targets(town: Caller) -> None:
    before = await finish(town, period="2021/2022")
    computation = await finish(town)
    reached = await set_target(town)
    missed = await set_target(town, indicator="m-2.1.6", percent="99.999999")
    await set_target(town, indicator="m-2.1.3", percent=None, answer="yes")

    (found,) = await list_all(town, f"/computations/{computation['id']}/dynamics", level="municipality")

    assert found["previous"] == {"computation_id": before["id"], "period": "2021/2022"}
    told = {value["indicator"]: value for value in found["values"]}
    moved = {code: (told[code]["change"], told[code]["difference"]) for code in ("m-2.4.8", "m-2.1.6", "m-2.5.1")}
    # 1/3 is more than 0.333333 though both print 33.33; of risks more is worse.
    assert moved == {
        "m-2.4.8": ("improved", "0.00"),
        "m-2.1.6": ("worsened", "50.00"),
        "m-2.5.1": ("unchanged", "0.00"),
    }
    assert (told["m-2.1.2"]["change"], told["m-2.1.2"]["difference"]) == ("improved", None)
    assert (told["m-2.1.3"]["change"], told["m-2.1.3"]["before"]["value"]) == ("no_data", "yes")
    stands = {code: told[code]["target_reached"] for code in ("m-2.4.8", "m-2.1.6", "m-2.1.3", "m-2.1.2")}
    assert stands == {"m-2.4.8": "yes", "m-2.1.6": "no", "m-2.1.3": "unknown", "m-2.1.2": None}
    assert told["m-2.1.6"]["target"] == {
        "id": missed["id"],
        "percent": "99.999999",
        "count": None,
        "answer": None,
        "source": TARGET["source"],
    }
    assert told["m-2.4.8"]["target"]["id"] == reached["id"]
    (school,) = await list_all(town, f"/computations/{computation['id']}/dynamics", code=B, indicator="s-2.1.3")
    assert [(value["change"], value["target"]) for value in school["values"]] == [("worsened", None)]


async def test_without_a_period_before_there_is_nothing_to_compare(town: Caller) -> None:
    computation = await finish(town)

    (found,) = await list_all(
        town, f"/computations/{computation['id']}/dynamics", level="municipality", indicator="m-2.4.8"
    )

    assert found["previous"] is None
    assert [(value["change"], value["difference"], value["before"]) for value in found["values"]] == [
        ("no_data", None, None)
    ]


async def test_a_target_is_changed_by_who_has_seen_it_and_keeps_its_history(town: Caller) -> None:
    target = await set_target(town)
    path = f"/targets/{target['id']}"
    body = {name: TARGET[name] for name in ("percent", "source")}

    again = await town.post("/targets", TARGET)
    unseen = await town.put(path, body | {"percent": "40"})
    changed = await town.put(path, body | {"percent": "40"}, if_match='"1"')
    outdated = await town.put(path, body | {"percent": "41"}, if_match='"1"')
    wrong = await town.put(path, {"count": 4, "source": "x"}, if_match='"2"')

    assert (again.status_code, again.json()["code"]) == (409, "target-exists")
    assert [answered.status_code for answered in (unseen, changed, outdated, wrong)] == [428, 200, 412, 422]
    assert (changed.json()["percent"], changed.json()["version"], changed.headers["ETag"]) == ("40", 2, '"2"')
    assert wrong.json()["errors"][0]["pointer"] == "/body/percent"
    changes = await list_all(town, f"{path}/changes")
    assert [(each["action"], each["fields"]) for each in changes] == [("updated", ["percent"]), ("created", [])]
    assert await list_all(town, "/targets", municipality=NORILSK) == [changed.json()]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"indicator": "s-2.4.8"}, "/body/indicator"),
        ({"pack": "no-such"}, "/body/pack"),
        ({"answer": "yes"}, "/body/percent"),
        ({"percent": "100.5"}, "/body/percent"),
        ({"percent": None}, "/body/percent"),
    ],
)
async def test_a_target_that_does_not_fit_its_indicator_is_refused(
    town: Caller, body: dict[str, Any], pointer: str
) -> None:
    answered = await town.post("/targets", TARGET | body)

    assert (answered.status_code, answered.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_strangers_neither_set_nor_see_targets(town: Caller, make_caller: MakeCaller) -> None:
    target = await set_target(town)
    stranger = await make_caller(Territory("municipality", ULCHSKY))
    reader = await make_caller(Territory("municipality", NORILSK), scopes=("monitoring:read",))

    assert (await stranger.get(f"/targets/{target['id']}")).status_code == 404
    assert (await stranger.post("/targets", TARGET)).status_code == 404
    assert (await stranger.get("/targets")).json()["items"] == []
    assert (await reader.get(f"/targets/{target['id']}")).json()["allowed_actions"] == []
    assert (await reader.put(f"/targets/{target['id']}", {"percent": "1", "source": "x"})).status_code == 403
