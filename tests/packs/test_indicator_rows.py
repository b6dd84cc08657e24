"""Every row of the five documents is there, counted from the documents, and a worked table says what it comes to."""

from collections import Counter
from functools import cache

import pytest

from shared.indicators.periods import parse_period
from shared.indicators.resolving import resolve_indicators
from shared.packs.definition import Pack
from shared.packs.loading import get_pack_folder, list_pack_folders, load_pack
from shared.reference.procedures import load_procedures

LOW_RESULTS = ("2.3.1.1", "2.3.1.2", "2.3.1.3", "2.3.2.1", *(f"2.3.3.{at}" for at in range(1, 9)))
AT_RISK = ("3.3.1.1", "3.3.1.2", "3.3.1.3", "3.3.2.1", "3.3.2.2", *(f"3.3.3.{at}" for at in range(1, 5)))
PREVENTION = ("4.3.1", "4.3.2", "4.3.3")
ROWS_OF_004 = {"m": (6, 1, 1, 11, 5, 2), "s": (5, 1, 1, 11, 5, 4)}
"""Rows of sections 2.1–2.6."""
CODES_OF_004 = tuple(
    f"{level}-2.{section}.{at}"
    for level, rows in ROWS_OF_004.items()
    for section, count in enumerate(rows, start=1)
    for at in range(1, count + 1)
)
CODES = {
    "norilsk-2022": (*LOW_RESULTS, *AT_RISK, *PREVENTION),
    "ulchsky": tuple(f"U{at}" for at in range(1, 7)),
    "municipal-cycle": tuple(f"C{at}" for at in range(1, 5)),
    "indicator-points": CODES_OF_004,
    "krasnye-baki-2021": (),
}
CALENDAR = {
    "norilsk-2022": {"low-results": ("CAL-1", (9,)), "at-risk": ("CAL-3", (9,)), "prevention": ("CAL-4", (1, 6))},
    "ulchsky": {"half-year": ("CAL-6", (7, 12))},
    "municipal-cycle": {"year": (None, ())},
    "indicator-points": {"points": (None, ())},
}
WORKED = [
    ("norilsk-2022", "Показатели 2.3 и 3.3 за учебный год"),
    ("norilsk-2022", "Показатели 4.3 за январь"),
    ("ulchsky", "Индикаторы 003 за июль"),
    ("municipal-cycle", "Показатели 000"),
    ("indicator-points", "Вся таблица 004 по пяти школам"),
]


@cache
def get_pack(code: str) -> Pack:
    return load_pack(get_pack_folder(code))


@pytest.mark.parametrize("code", CODES)
def test_every_row_of_the_document_is_an_indicator(code: str) -> None:
    found = [indicator.code for indicator in get_pack(code).indicators]

    assert sorted(found) == sorted(CODES[code])
    assert {pack: len(codes) for pack, codes in CODES.items()} == {
        "norilsk-2022": 24,
        "ulchsky": 6,
        "municipal-cycle": 4,
        "indicator-points": 26 + 27,
        "krasnye-baki-2021": 0,
    }


def test_all_packs_of_the_product_are_counted() -> None:
    assert {folder.name for folder in list_pack_folders()} == set(CODES)


@pytest.mark.parametrize("code", CALENDAR)
def test_sets_are_monitored_when_the_document_says(code: str) -> None:
    monitoring = get_pack(code).monitoring
    assert monitoring

    assert {one.code: (one.period.calendar, one.period.months) for one in monitoring.sets} == CALENDAR[code]


def test_only_the_district_of_003_prints_an_order_and_a_term() -> None:
    parts = [get_pack(code).monitoring for code in CALENDAR]

    sets = {one.code: one.conduct for part in parts if part for one in part.sets}

    conducted = {code: (conduct.order_required, conduct.analysis_days) for code, conduct in sets.items() if conduct}
    assert conducted.pop("half-year") == (True, 14)
    assert set(conducted.values()) == {(False, None)}


def test_points_of_004_stand_where_they_are_printed() -> None:
    scored = {one.code: one.points for one in get_pack("indicator-points").indicators if one.points}

    optional = {code for code, points in scored.items() if points.scored}
    assert optional == {"s-2.2.1"}
    assert Counter(code[0] for code in scored.keys() - optional) == {"m": 3, "s": 26}
    assert {code for code in scored if code.startswith("m-")} == {"m-2.1.2", "m-2.1.3", "m-2.1.4"}
    assert {code for code, points in scored.items() if points.answer == "no"} == {f"s-2.1.{at}" for at in range(2, 6)}
    assert {code: (points.operator, points.threshold) for code, points in scored.items() if points.threshold} == {
        "s-2.3.1": ("at-least", "50"),
        "s-2.4.1": ("at-least", "70"),
        "s-2.4.2": ("at-least", "25"),
        "s-2.4.3": ("at-least", "30"),
        "s-2.4.4": ("at-least", "70"),
        "s-2.4.5": ("more-than", "75"),
        "s-2.4.8": ("more-than", "10"),
    }


def test_every_row_of_004_but_one_names_its_documents() -> None:
    monitoring = get_pack("indicator-points").monitoring
    assert monitoring
    named = {code for evidence in monitoring.sets[0].evidence for code in evidence.indicators}

    # The cell of m-2.1.4 is empty; those of m-2.1.5, m-2.1.6 and m-2.5.4 name documents of schools alone.
    assert {one.code for one in monitoring.indicators} - named == {"m-2.1.4", "m-2.1.5", "m-2.1.6", "m-2.5.4"}


@pytest.mark.parametrize("code", [code for code, codes in CODES.items() if codes])
def test_every_indicator_says_whom_it_counts_which_way_is_better_and_where_it_is_printed(code: str) -> None:
    for indicator in get_pack(code).indicators:
        assert indicator.direction is not None, indicator.code
        assert indicator.source[:3] in {"000", "002", "003", "004"}, indicator.code
        assert indicator.counted or indicator.kind == "answer", indicator.code


@pytest.mark.parametrize("code", [code for code, codes in CODES.items() if codes])
def test_what_is_read_and_not_printed_names_its_reading(code: str) -> None:
    pack = get_pack(code)
    assert pack.monitoring
    readings = {
        "improved(": {"B25"},
        "numerator('s-": {"B29", "B56", "B37"},
        "year=-1": {"B25", "B43", "B44"},
        "at_least(": {"B38"},
    }

    for indicator in pack.indicators:
        whose = pack.monitoring.schools.get(indicator.over or "")
        named = {*indicator.ambiguity, *(whose.ambiguity if whose else ())}
        for form, expected in readings.items():
            if form in (indicator.numerator or "") and indicator.code != "4.3.3":
                assert named & expected, (indicator.code, form)
        assert indicator.over != "all" or "B55" in named, indicator.code


@pytest.mark.parametrize(("code", "title"), WORKED)
def test_a_worked_table_names_every_row_of_every_object(code: str, title: str) -> None:
    pack = get_pack(code)
    golden = next(file for file in pack.indicator_cases if file.title == title)
    case = golden.cases[0]
    plan = resolve_indicators(pack, parse_period(golden.period), golden.options, load_procedures())

    names = {
        level: {item.code if item.part_of is None else f"{item.part_of}/{item.code}" for _, item in items}
        for level, items in ((level, plan.list_items(level)) for level in ("municipality", "school"))
    }

    assert len(case.schools) == 5
    assert names["municipality"] == case.expect["муниципалитет"].values.keys()
    if names["school"]:
        for label in case.schools:
            assert names["school"] == case.expect[label].values.keys()
            assert case.expect[label].total
    for expected in case.expect.values():
        assert all(value.value is not None for value in expected.values.values())
