"""The language lets in what it knows and refuses the rest with a Russian sentence and the column."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.reference.procedures import load_procedures
from shared.rules.definition import Criterion, Element, Family, Option, Rule, SourcedValue
from shared.rules.errors import OptionsRefused, RuleFault
from shared.rules.options import format_decimal, parse_options
from shared.rules.parsing import parse_expression
from shared.rules.plan import AnswerTest, AtLeast, CellHolds, Operator, RulePlan, ShareTest, SumTest
from shared.rules.resolving import resolve_rule
from shared.rules.syntax import Call, Comparison, Items, Name, Number, Text

SOURCE = "проба"


def make_rule(when: str, verdict: str = "any(criteria)", **parts: object) -> Rule:
    criterion = Criterion(code="one", title="Один", wording="один", source=SOURCE, when=when)
    body = {"code": "trial", "title": "Проба", "category": "at_risk", "wording": "проба", "source": SOURCE}
    return Rule.model_validate(body | {"criteria": [criterion], "verdict": verdict} | parts)


def make_element(code: str, kind: str = "share") -> Element:
    body = {"code": code, "number": "1", "title": code, "kind": kind, "source": SOURCE, "valid_from": "2021/2022"}
    return Element.model_validate(body)


ELEMENTS = [make_element("load"), make_element("failing"), make_element("internet", "answer")]
LIMIT = SourcedValue(title="Предел", value="33.3", unit="percent", source=SOURCE, valid_from="2021/2022")
SWITCH = Option(title="Выключатель", kind="choice", default="no", choices={"no": "нет", "yes": "да"}, source=SOURCE)
LOW = Family(
    title="Низкие",
    wording="низкие",
    source=SOURCE,
    procedures=("vpr-math-5", "vpr-math-6", "vpr-rus-5"),
    when="meets('at-least', 30)",
    once_per_subject="once",
)


def resolve(rule: Rule, **options: str) -> RulePlan:
    return resolve_rule(rule, options, 2022, ELEMENTS, load_procedures())


def test_text_becomes_an_expression() -> None:
    expression = parse_expression("at_least(2, share('load', year=-1) > 33.3, repeated(low, years=(-1, -2)))")

    share = Call("share", (Text("load"),), (("year", Number(Fraction(-1))),))
    repeated = Call("repeated", (Name("low"),), (("years", Items((Number(Fraction(-1)), Number(Fraction(-2))))),))
    comparison = Comparison(share, ">", Number(Fraction(333, 10)))
    assert expression == Call("at_least", (Number(Fraction(2)), comparison, repeated))


def test_and_or_are_all_and_any() -> None:
    assert parse_expression("a() and b() or c()") == parse_expression("any(all(a(), b()), c())")


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "share.__class__ > 1",
        "[share(x) for x in y] > 1",
        "lambda: 1",
        "not share('load') > 10",
        "1 < share('load') < 2",
        "share('load') != 10",
        "share('load') + 1 > 10",
        "share(*codes) > 1",
        "share(**codes) > 1",
        "True",
        "f'{load}' == 'no'",
        "share('load') > 1e400j",
        "share('load') > 0x10",
        "",
        "any(",
        "(" * 300 + "1" + ")" * 300,
        "any(" * 40 + "a()" + ")" * 40,
        "a" * 5000,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(RuleFault) as fault:
        parse_expression(text)

    assert fault.value.detail.endswith(".")


@given(st.text(alphabet="anylos(2,.')-> =_[]{}:\\\"0x", max_size=60))
def test_random_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with suppress(RuleFault):
        parse_expression(text)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("share('load') < 10", "знаком > или >="),
        ("share('load') > 100", "всегда или никогда"),
        ("share('load') >= 0", "всегда или никогда"),
        ("share('loda') > 10", "возможно, «load»"),
        ("share('internet') > 10", "value(...)"),
        ("value('load') == 'no'", "share(...)"),
        ("value('internet') == 'maybe'", "'yes'"),
        ("result('vpr-math-3', year=-1) > 10", "возможно, «vpr-math-"),
        ("share('load', years=-1) > 10", "возможно, «year»"),
        ("share('load', year=1) > 10", "от -9 до 0"),
        ("share('load') > limit", "возможно, «limit_one»"),
        ("any(share('load') > 10, share('load') > 20)", "двумя разными условиями"),
        ("at_least(3, share('load') > 10, share('failing') > 10)", "от 1 до 2"),
        ("sum(share('load'), share('load')) > 10", "каждая один раз"),
        ("sum(load, failing) > 10", "Складываются только доли"),
        ("count(low(year=-1)) > 2", "знаком >="),
        ("any()", "нет условий"),
        ("low(year=-1)", "at_least(2, low(year=-1))"),
        ("repeated(low, years=(-1,))", "repeated(семейство"),
        ("repeated(low, years=(-1, -1))", "повторяются"),
        ("enough(once, low(year=-1))", "any, all или at-least-k"),
        ("shares('load') > 10", "одна из функций"),
        ("anny(share('load') > 10)", "возможно, «any»"),
    ],
)
def test_nonsense_is_refused_with_a_hint(when: str, words: str) -> None:
    rule = make_rule(when, values={"limit_one": LIMIT}, families={"low": LOW}, options={"once": SWITCH})

    with pytest.raises(RuleFault) as fault:
        resolve(rule)

    assert words in fault.value.detail


def test_a_plan_lists_cells_in_the_order_of_the_rule() -> None:
    rule = make_rule(
        "any(value('internet') == 'no', repeated(low, years=(-1, -2)), share('load', year=-1) > limit)",
        families={"low": LOW},
        options={"once": SWITCH},
        values={"limit": LIMIT},
    )

    plan = resolve(rule)

    assert [(cell.academic_year, cell.code) for cell in plan.cells] == [
        (2022, "internet"),
        *[(year, code) for year in (2021, 2020) for code in LOW.procedures],
        (2021, "load"),
    ]
    assert plan.cells[0].test == AnswerTest("no")
    assert plan.cells[-1].test == ShareTest(Operator.more_than, Fraction(333, 10))
    assert plan.criteria[0].evidence == tuple(range(8))


def test_cells_of_one_subject_count_once_when_asked() -> None:
    rule = make_rule("count(low(year=-1)) >= 2", families={"low": LOW}, options={"once": SWITCH})

    plan = resolve(rule, once="yes")

    mathematics = AtLeast(1, (CellHolds(0), CellHolds(1)))
    assert plan.criteria[0].condition == AtLeast(2, (mathematics, CellHolds(2)))


def test_a_sum_is_evidence_after_its_shares() -> None:
    plan = resolve(make_rule("sum(share('load'), share('failing')) > 10"))

    total = SumTest((0, 1), ShareTest(Operator.more_than, Fraction(10)))
    assert plan.criteria[0].evidence == (0, 1, total)
    assert [cell.test for cell in plan.cells] == [None, None]


def test_options_are_brought_to_one_spelling() -> None:
    percent = Option(title="Порог", kind="percent", default="30", source=SOURCE)
    count = Option(title="Число", kind="count", default="0", source=SOURCE)
    rule = make_rule("share('load') > 10", options={"threshold": percent, "least": count, "once": SWITCH})

    assert parse_options(rule, {}) == {"threshold": "30", "least": "0", "once": "no"}
    assert parse_options(rule, {"threshold": "33,30", "least": "007"}) == {
        "threshold": "33.3",
        "least": "7",
        "once": "no",
    }


@pytest.mark.parametrize("text", ["", "abc", "-1", "101", "1e1", "nan", "30%", "3.1234567", "１０"])
def test_a_nonsense_percent_is_refused(text: str) -> None:
    percent = Option(title="Порог", kind="percent", default="30", source=SOURCE)
    rule = make_rule("share('load') > 10", options={"threshold": percent})

    with pytest.raises(OptionsRefused) as refusal:
        parse_options(rule, {"threshold": text})

    assert refusal.value.errors[0].pointer == "/options/threshold"


def test_unknown_options_and_values_are_refused_together() -> None:
    rule = make_rule("share('load') > 10", options={"once": SWITCH})

    with pytest.raises(OptionsRefused) as refusal:
        parse_options(rule, {"once": "perhaps", "onse": "yes"})

    assert [issue.code for issue in refusal.value.errors] == ["option-unknown", "option-value"]
    assert "«once»" in refusal.value.errors[0].detail


def test_decimals_are_written_without_loss() -> None:
    assert [format_decimal(Fraction(text)) for text in ("30", "33.3", "0.05", "100.50")] == [
        "30",
        "33.3",
        "0.05",
        "100.5",
    ]
