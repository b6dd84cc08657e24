"""What the programmes of the sources mean to do, counted as in them; every term as the plans' own reader gives it."""

from functools import cache

import pytest

from shared.packs.definition import Pack
from shared.packs.loading import get_pack_folder, list_pack_folders, load_pack
from shared.packs.parties import list_known_parties
from shared.roadmaps.cycles import Finding
from shared.roadmaps.definition import Roadmaps
from shared.roadmaps.parties import PartyKind


@cache
def get_pack(code: str) -> Pack:
    """Load a pack of the product once."""
    return load_pack(get_pack_folder(code))


def get_roadmap(code: str) -> Roadmaps:
    """Return what the pack means to do."""
    roadmap = get_pack(code).roadmap
    assert roadmap is not None
    return roadmap


def test_norilsk_has_thirteen_tasks_in_three_directions_and_nine_results() -> None:
    passport = get_roadmap("norilsk-2022").passport

    assert passport is not None
    assert [task.direction for task in passport.tasks] == [1] * 3 + [2] * 6 + [3] * 4
    assert [len(direction.tasks) for direction in passport.directions] == [3, 6, 4]
    assert all(direction.goal for direction in passport.directions)
    assert len(passport.expected_results) == 9


def test_the_plans_have_as_many_measures_as_the_sources() -> None:
    counted = {
        f"{folder.name}/{plan.code}": [len(section.measures) for section in plan.sections]
        for folder in list_pack_folders()
        for plan in get_roadmap(folder.name).plans
    }

    assert counted == {
        "krasnye-baki-2021/roadmap-2021-2022": [8],
        "municipal-cycle/measures": [8],
        "norilsk-2022/prevention": [7],
        "norilsk-2022/plan-2023": [9, 12, 2, 2],
    }


def test_two_measures_of_2023_consist_of_points() -> None:
    plan = get_roadmap("norilsk-2022").find_plan("plan-2023")

    assert plan is not None
    assert {one.code: len(one.items) for one in plan.measures if one.items} == {"II-3": 8, "II-7": 2}


def test_the_measures_of_2021_wait_for_each_other_in_one_line() -> None:
    plan = get_roadmap("krasnye-baki-2021").find_plan("roadmap-2021-2022")

    assert plan is not None
    assert {one.code: one.after for one in plan.measures if one.after} == {"3": ("2",), "5": ("3",), "7": ("5",)}


@pytest.mark.parametrize(("code", "stages"), [("municipal-cycle", 7), ("krasnye-baki-2021", 6), ("ulchsky", 9)])
def test_a_cycle_has_the_stages_of_its_source(code: str, stages: int) -> None:
    cycle = get_roadmap(code).cycle

    assert cycle is not None
    assert len(cycle.stages) == stages


def test_the_cycles_together_ask_for_everything_that_can_be_found() -> None:
    cycles = [get_roadmap(folder.name).cycle for folder in list_pack_folders()]

    asked = {
        found
        for cycle in cycles
        if cycle
        for stage in cycle.stages
        for point in stage.points
        for found in point.found_by
    }

    assert asked == set(Finding)


@pytest.mark.parametrize("folder", [folder.name for folder in list_pack_folders()])
def test_every_criterion_and_deficit_of_a_pack_has_a_measure_for_a_school(folder: str) -> None:
    pack, support = get_pack(folder), get_roadmap(folder).support
    measures = support.measures if support else ()

    criteria = {f"{rule.code}/{criterion.code}" for rule in pack.rules for criterion in rule.criteria}
    deficits = {deficit.code for one in (pack.monitoring.sets if pack.monitoring else ()) for deficit in one.deficits}

    assert {code for measure in measures for code in measure.criteria} == criteria
    assert {code for measure in measures for code in measure.deficits} == deficits


def test_schools_answer_for_measures_as_all_of_them_and_never_as_an_organisation() -> None:
    plans = [plan for folder in list_pack_folders() for plan in get_roadmap(folder.name).plans]

    parties = {party.name: party.kind for plan in plans for measure in plan.measures for party in measure.responsible}

    schools = {name for name, kind in parties.items() if kind is PartyKind.all_schools}
    assert schools == {"ОУ", "Руководители ОУ"}


def test_the_parties_of_plans_are_known_to_who_reads_tables() -> None:
    assert {"УОи МП", "МБУ «МЦ»", "методисты РМА", "Информационно-диагностический центр"} <= set(list_known_parties())
