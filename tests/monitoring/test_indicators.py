"""Definitions of indicators are read as the programmes print them."""

from tests.monitoring.conftest import Caller


async def test_every_programme_with_indicators_lists_its_sets(caller: Caller) -> None:
    answer = await caller.get("/indicator-sets")

    assert answer.status_code == 200, answer.text
    sets = {item["pack"]: {one["code"]: one for one in item["sets"]} for item in answer.json()["items"]}
    assert {pack: len(found) for pack, found in sets.items()} == {
        "indicator-points": 1,
        "municipal-cycle": 1,
        "norilsk-2022": 3,
        "ulchsky": 1,
    }
    assert (sets["ulchsky"]["half-year"]["months"], sets["ulchsky"]["half-year"]["analysis_days"]) == ([7, 12], 14)


async def test_an_indicator_tells_words_formula_points_evidence_and_readings(caller: Caller) -> None:
    whole = (await caller.get("/indicators/indicator-points")).json()["indicators"]
    answer = await caller.get("/indicators/indicator-points/s-2.4.3")

    one = answer.json()
    assert len(whole) == 53
    assert one in whole
    assert (one["level"], one["kind"], one["unit"], one["direction"]) == ("school", "share", "percent", "up")
    assert (one["points"]["operator"], one["points"]["threshold"], one["points"]["gap_from"]) == (
        "at-least",
        "30",
        "29",
    )
    assert "B33" in [reading["code"] for reading in one["readings"]]
    unscored = next(each for each in whole if each["code"] == "s-2.2.1")
    assert {"code": "B35", "options": unscored["readings"][0]["options"]} in unscored["readings"]
    assert set(unscored["readings"][0]["options"]["score_2_2_1"]) == {"no", "yes"}
    assert any(each["evidence"] for each in whole)


async def test_what_is_not_there_is_not_found(caller: Caller) -> None:
    paths = {
        "/indicators/krasnye-baki-2021": "definitions-not-found",
        "/indicators/no-such": "definitions-not-found",
        "/indicators/norilsk-2022?version=99.0.0": "definitions-not-found",
        "/indicators/norilsk-2022/9.9": "definition-not-found",
    }

    answers = {path: await caller.http.get(f"{caller.base}{path}") for path in paths}

    assert {path: (answer.status_code, answer.json()["code"]) for path, answer in answers.items()} == {
        path: (404, code) for path, code in paths.items()
    }
