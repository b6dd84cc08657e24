"""An independent reading of the indicators of 002: written from the document, in plain Python without product code."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.shared.indicators.town_oracle import (
    LOW,
    POOR,
    RISK,
    Check,
    Row,
    Town,
    Value,
    Year,
    add_up,
    any_of,
    both,
    count,
    count_known,
    first,
    number_of,
)

MATHS = ("oge-math", "ege-math-base", "ege-math-profile")
RUSSIAN = ("oge-rus", "ege-rus")
REGIONAL = ("kdr-4", "kdr-6", "kdr-7", "kdr-8")
RISK_WORKS = ("vpr-math-4", "vpr-math-8", "vpr-rus-4", "vpr-rus-8")
ROOMS = ("internet", "computers", *(f"lab-{name}" for name in ("physics", "chemistry", "biology", "geography")))
BASE = (*ROOMS, "lab-technology")
PUPILS = ("pupils-registered", "pupils-disabilities", "pupils-other-language", "pupils-absent")
LOAD, DIPLOMA, FAILING = "teachers-36h-load", "teachers-without-diploma", "pupils-failing"
KINDS = ("subject", "methodical", "psychological")
SECTIONS = ("material-base", "staff", "pupils", "results")


def judge_norilsk(year: Year) -> dict[str, Row]:
    """Return 002 §2.3 and §3.3."""
    return _dynamics(year) | _support(year) | _risks(year) | _deficits(year) | _outcomes(year)


def _dynamics(year: Year) -> dict[str, Row]:
    low, flags = year.on_lists(LOW)
    checks: dict[str, Check] = {
        "2.3.1.1": lambda code: first(year.grew_better(code, MATHS), year.says(code, "s-2.3.1.1")),
        "2.3.1.2": lambda code: first(year.grew_better(code, RUSSIAN), year.says(code, "s-2.3.1.2")),
        "2.3.1.3": lambda code: first(
            year.grew_better(code, REGIONAL, by_grade=year.same_grades), year.says(code, "s-2.3.1.3")
        ),
    }
    return {row: count(low, check, flags) for row, check in checks.items()}


def _support(year: Year) -> dict[str, Row]:
    low, low_flags = year.on_lists(LOW)
    listed, flags = year.on_lists(LOW, POOR)
    rows = {"2.3.2.1": add_up(year, listed, "s-2.3.2.1", flags)}
    rows |= {f"2.3.2.1/{kind}": add_up(year, listed, f"s-2.3.2.1-{kind}", flags) for kind in KINDS}
    rows |= {f"2.3.3.{at}": add_up(year, low, f"s-2.3.3.{at}", low_flags) for at in range(1, 5)}
    rows["2.3.3.5"] = count(low, year.answered("s-2.3.3.5"), low_flags)
    rows["2.3.3.6"] = count(low, year.answered("s-2.3.3.6"), low_flags)
    sites = year.town.own.get("2.3.3.7")
    rows["2.3.3.7"] = Row(sites, reason=None) if isinstance(sites, int) else Row(reason="unanswered")
    rows["2.3.3.8"] = number_of(year.everybody, year.answered("s-2.3.3.8"))
    return rows


def _with_factors(row: Row, schools: Sequence[str], factors: Mapping[str, Check]) -> Row:
    counted = {name: sum(check(code) is True for code in schools) for name, check in factors.items()}
    if row.reason == "no_list":
        counted = dict.fromkeys(counted, 0)
    return Row(row.numerator, row.denominator, row.reason, row.missing, row.flags, counted)


def _risks(year: Year) -> dict[str, Row]:
    now, before = year.lists, year.lists - 1
    risky, _ = year.on_lists(RISK)

    def found(section: str) -> Check:
        return lambda code: both(
            year.is_member(code, RISK, now),
            first(judge_section(year, code, section, now), year.says(code, f"s-3.3.1.1-{section}")),
        )

    def removed(section: str) -> Check:
        def check(code: str) -> bool | None:
            then, today = (judge_section(year, code, section, one) for one in (before, now))
            gone = both(then, None if today is None else not today)
            return first(gone, year.says(code, f"s-3.3.1.2-{section}"))

        return check

    def left(code: str) -> bool | None:
        today = year.is_member(code, RISK, now)
        gone = both(year.is_member(code, RISK, before), None if today is None else not today)
        return first(gone, year.says(code, "s-3.3.1.3"))

    row = Row(reason="no_list") if risky is None else count(year.everybody, lambda code: code in risky)
    prevented = count(year.everybody, year.answered("s-3.3.1.2"))
    return {
        "3.3.1.1": _with_factors(row, year.everybody, {name: found(name) for name in SECTIONS}),
        "3.3.1.2": _with_factors(prevented, year.everybody, {name: removed(name) for name in SECTIONS}),
        "3.3.1.3": count(year.everybody, left),
    }


def _deficits(year: Year) -> dict[str, Row]:
    now, before = year.lists, year.lists - 1

    def lacks(code: str, when: int) -> bool | None:
        return any_of(judge_section(year, code, "material-base", when), judge_section(year, code, "staff", when))

    def has(code: str) -> bool | None:
        return first(lacks(code, now), year.says(code, "s-3.3.2.1"))

    def overcame(code: str) -> bool | None:
        sections = [judge_section(year, code, section, now) for section in ("material-base", "staff")]
        gone = both(lacks(code, before), *[None if one is None else not one for one in sections])
        return first(gone, year.says(code, "s-3.3.2.2"))

    def without(element: str) -> Check:
        def check(code: str) -> bool | None:
            answer = year.town.context.get((code, now, element))
            derived = None if answer is None else answer == "no"
            return first(derived, year.says(code, f"s-3.3.2.1-{element}"))

        return check

    def above(element: str, percent: int) -> Check:
        def check(code: str) -> bool | None:
            pair = year.town.context.get((code, now, element))
            # A share of nobody says nothing: the school is asked.
            derived = 100 * pair[0] > percent * pair[1] if isinstance(pair, tuple) and pair[1] else None
            return first(derived, year.says(code, f"s-3.3.2.1-{element}"))

        return check

    factors = {name: without(name) for name in BASE} | {LOAD: above(LOAD, 10), DIPLOMA: above(DIPLOMA, 0)}
    return {
        "3.3.2.1": _with_factors(count(year.everybody, has), year.everybody, factors),
        "3.3.2.2": count(year.everybody, overcame),
    }


def _outcomes(year: Year) -> dict[str, Row]:
    def same_children(subject: str, row: str) -> Check:
        def check(code: str) -> bool | None:
            fourth = year.below(code, year.results - 1, f"vpr-{subject}-4")
            fifth = year.below(code, year.results, f"vpr-{subject}-5")
            derived = None if fourth is None or fifth is None else fifth < fourth
            return first(derived, year.says(code, f"s-{row}"))

        return check

    def nobody_failed(procedure: str, row: str) -> Check:
        def check(code: str) -> bool | None:
            share = year.below(code, year.results, procedure)
            return first(None if share is None else share == 0, year.says(code, f"s-{row}"))

        return check

    rows: dict[str, Row] = {}
    for subject, row in (("math", "3.3.3.1"), ("rus", "3.3.3.2")):
        rows[row] = count_known(year.everybody, same_children(subject, row))
        rows[f"{row}/all"] = count(year.everybody, same_children(subject, row))
    for procedure, row in (("oge-rus", "3.3.3.3"), ("oge-math", "3.3.3.4")):
        rows[row] = count(year.everybody, nobody_failed(procedure, row))
    return rows


def judge_section(year: Year, code: str, section: str, when: int) -> bool | None:
    """Say whether a section of the risk table of 002 §3.2 is triggered in the year in which the table is filled."""
    context = year.town.context
    if section == "material-base":
        answers = [context.get((code, when, element)) for element in BASE]
        return any_of(*[None if answer is None else answer == "no" for answer in answers])
    if section == "staff":
        return any_of(_above(context.get((code, when, LOAD)), 10), _above(context.get((code, when, DIPLOMA)), 0))
    if section == "pupils":
        return _judge_pupils([context.get((code, when, element)) for element in PUPILS])
    return any_of(_judge_works(year.town, code, when - 1), _above(context.get((code, when - 1, FAILING)), 10))


def _above(pair: Value | None, percent: int) -> bool | None:
    return 100 * pair[0] > percent * pair[1] if isinstance(pair, tuple) else None


def _judge_pupils(pairs: Sequence[Value | None]) -> bool | None:
    known = [pair for pair in pairs if isinstance(pair, tuple)]
    total = sum((Fraction(100 * pair[0], pair[1]) for pair in known if pair[1]), Fraction(0))
    if total > 10:
        return True
    return None if len(known) < len(pairs) else False


def _judge_works(town: Town, code: str, when: int) -> bool | None:
    """At least two of 4.1–4.4 at 20 % and more; a work the school never wrote, while it wrote others, is not its."""
    written = {procedure for school, _, procedure in town.results if school == code and procedure in RISK_WORKS}
    certain = possible = 0
    for procedure in RISK_WORKS:
        pair = town.results.get((code, when, procedure))
        if isinstance(pair, tuple):
            is_low = pair[1] > 0 and 100 * pair[0] >= 20 * pair[1]
            certain, possible = certain + is_low, possible + is_low
        elif procedure in written or not written:
            possible += 1
    if certain >= 2:
        return True
    return None if possible >= 2 else False


def judge_prevention(year: Year) -> dict[str, Row]:
    """Return 002 §4.3."""
    rows = {"4.3.1": count(year.everybody, year.answered("s-4.3.1"))}
    return rows | {row: add_up(year, year.everybody, f"s-{row}") for row in ("4.3.2", "4.3.3")}
