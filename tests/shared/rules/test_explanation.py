"""A stored verdict is rendered exactly in the contract's form, and in words a methodist reads."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.explanation import format_percent, render_verdict
from shared.rules.plan import RulePlan
from shared.rules.wording import count_pupils, explain_in_russian
from tests.shared.rules.trial import make_plan


@dataclass(frozen=True)
class Row:
    """A row as the table stores it."""

    status: str
    criteria: list[bool | None]
    cell_states: str
    numerators: list[int | None]
    denominators: list[int | None]
    school_code: str = "edu040001"
    small_n: bool = False
    boundary: bool = False
    partial: bool = False
    to_enter: int | None = None
    to_leave: int | None = None
    extra: dict[str, object] = field(default_factory=dict)


def low_results() -> tuple[RulePlan, Row]:
    states = "tf0x" + "m" + "-" * 13
    row = Row(
        "undetermined",
        [None, False],
        states,
        [6, 2, 0, 1, *[None] * 14],
        [20, 10, 0, 4, *[None] * 14],
        small_n=True,
        boundary=True,
    )
    return make_plan("norilsk-2022", "low-results", 2022, {"min_participants": "5"}), row


def at_risk(states: str) -> tuple[RulePlan, Row]:
    numerators = [None if state in "mn" or at < 7 else at for at, state in enumerate(states)]
    denominators = [None if state in "mn" or at < 7 else 300 for at, state in enumerate(states)]
    row = Row("identified", [True, False, None, False], states, numerators, denominators, partial=True)
    return make_plan("norilsk-2022", "at-risk", 2022, {}), row


def test_evidence_has_every_cell_considered_and_no_other() -> None:
    plan, row = low_results()

    verdict = render_verdict(plan, row, "sch040001")

    first = verdict["criteria"][0]
    common = {"academic_year": "2021/2022", "answer": None, "threshold": "30", "operator": "at-least"}
    assert verdict["school_code"] == "sch040001"
    assert verdict["status"] == "undetermined"
    assert verdict["flags"] == ["small_n", "boundary"]
    assert verdict["missing"] == [{"academic_year": "2021/2022", "procedure": "oge-math"}]
    assert verdict["distance"] == {"to_enter": None, "to_leave": None}
    assert (first["code"], first["state"], first["source"]) == (
        "two-procedures-last-year",
        "undetermined",
        "002 §2.1, критерий 1",
    )
    assert first["evidence"] == [
        common | {"procedure": "vpr-math-5", "numerator": 6, "denominator": 20, "percent": "30.00", "met": True},
        common | {"procedure": "vpr-math-6", "numerator": 2, "denominator": 10, "percent": "20.00", "met": False},
        common | {"procedure": "vpr-rus-5", "numerator": 0, "denominator": 0, "percent": None, "met": False},
        common | {"procedure": "vpr-rus-6", "numerator": 1, "denominator": 4, "percent": "25.00", "met": False},
        common | {"procedure": "oge-math", "numerator": None, "denominator": None, "percent": None, "met": None},
    ]


def test_answers_have_no_threshold_and_tell_what_was_answered() -> None:
    plan, row = at_risk("tfnmfff" + "ff" + "kkkk" + "ffff" + "f")

    evidence = render_verdict(plan, row)["criteria"][0]["evidence"]

    assert [(cell["element"], cell["answer"], cell["met"]) for cell in evidence[:4]] == [
        ("internet", "no", True),
        ("computers", "yes", False),
        ("lab-physics", "not_applicable", False),
        ("lab-chemistry", None, None),
    ]
    assert {(cell["threshold"], cell["operator"], cell["numerator"]) for cell in evidence} == {(None, None, None)}


def test_the_threshold_of_a_sum_stands_on_the_row_of_the_sum() -> None:
    plan, row = at_risk("fffffff" + "ff" + "kmk0" + "ffff" + "f")
    row = replace(row, denominators=[*row.denominators[:12], 0, *row.denominators[13:]])

    evidence = render_verdict(plan, row)["criteria"][2]["evidence"]

    assert [cell["element"] for cell in evidence] == [
        "pupils-registered",
        "pupils-disabilities",
        "pupils-other-language",
        "pupils-absent",
        "sum",
    ]
    assert {(cell["threshold"], cell["operator"], cell["met"]) for cell in evidence[:4]} == {(None, None, None)}
    total = Fraction(9, 300) + Fraction(11, 300)
    assert evidence[4] == {
        "academic_year": "2022/2023",
        "element": "sum",
        "answer": None,
        "numerator": total.numerator,
        "denominator": total.denominator,
        "percent": "6.67",
        "threshold": "10",
        "operator": "more-than",
        "met": None,
    }


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [(29999, 100000, "30.00"), (1, 3, "33.33"), (2, 3, "66.67"), (1, 800, "0.13"), (0, 7, "0.00"), (7, 7, "100.00")],
)
def test_percent_is_rounded_half_up_for_display(numerator: int, denominator: int, percent: str) -> None:
    assert format_percent(numerator, denominator) == percent


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_percent_is_the_nearest_hundredth(numerator: int, denominator: int) -> None:
    shown = Fraction(format_percent(numerator, denominator) or "")

    off = shown - Fraction(100 * numerator, denominator)
    assert Fraction(-1, 200) < off <= Fraction(1, 200)


def test_a_methodist_reads_what_is_missing_and_that_it_matters() -> None:
    plan, row = low_results()

    text = explain_in_russian(plan, row, "Школа № 1")

    assert text.startswith("Школа № 1: данных недостаточно для вывода.")
    assert "1. Две процедуры в предыдущем году: данных недостаточно (002 §2.1, критерий 1)." in text
    assert "«ОУ, в которых не менее чем по двум оценочным процедурам" in text
    assert "ВПР по математике (5 класс), 2021/2022: 6 из 20, 30,00 % (порог: не менее 30 %) — порог достигнут" in text
    assert "ВПР по русскому языку (6 класс), 2021/2022: 1 из 4, 25,00 % (порог: не менее 30 %) — участников" in text
    assert "Нет данных (1): ОГЭ по математике, 2021/2022." in text
    assert "Эти данные могут изменить итог" in text
    assert "меньше 10 человек" in text


def test_a_methodist_reads_the_distance_in_pupils() -> None:
    plan, row = low_results()
    near = replace(row, status="not_identified", to_enter=2)

    text = explain_in_russian(plan, near)

    assert "До выявления: ещё 2 ученика с результатом ниже порога в 2021/2022" in text


def test_a_sum_is_told_with_its_limit() -> None:
    plan, row = at_risk("fffffff" + "ff" + "kkkk" + "ffff" + "f")

    text = explain_in_russian(plan, row)

    assert "сумма: 14,00 % (порог: более 10 %) — порог превышен" in text
    assert "Устойчивый доступ в Интернет, 2022/2023: да" in text


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 ученик"),
        (3, "3 ученика"),
        (5, "5 учеников"),
        (11, "11 учеников"),
        (21, "21 ученик"),
        (112, "112 учеников"),
    ],
)
def test_pupils_are_counted_in_the_right_case(count: int, words: str) -> None:
    assert count_pupils(count) == words
