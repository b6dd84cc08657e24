"""An independent reading of the 004 table: written from the contract's text, in plain Python without product code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Value = str | tuple[int, int]
Answers = Mapping[str, Value]
"""Element → answer or (numerator, denominator)."""

SHARES = {
    "s-2.3.1": ("at-least", 50),
    "s-2.4.1": ("at-least", 70),
    "s-2.4.2": ("at-least", 25),
    "s-2.4.3": ("at-least", 30),
    "s-2.4.4": ("at-least", 70),
    "s-2.4.5": ("more-than", 75),
    "s-2.4.8": ("more-than", 10),
}
INVERTED = ("s-2.1.3", "s-2.1.4", "s-2.1.5")
ZONE = ("s-2.6.1", "s-2.6.2", "s-2.6.3", "s-2.6.4")
PLAIN = (
    *("s-2.1.1", "s-2.2.1", "s-2.4.6", "s-2.4.7", "s-2.4.9", "s-2.4.10", "s-2.4.11"),
    *(f"s-2.5.{number}" for number in range(1, 6)),
    *ZONE,
)
SCHOOL_ROWS = ("s-2.1.2", *INVERTED, *PLAIN, *SHARES)
OWN_ANSWERS = ("m-2.1.1", "m-2.1.2", "m-2.1.3", "m-2.1.4", "m-2.5.5", "m-2.6.1")
SCORED = ("m-2.1.2", "m-2.1.3", "m-2.1.4")
YES_OF_ALL = ("2.2.1", "2.5.1", "2.5.2", "2.5.3", "2.5.4")
YES_OF_LISTED = ("2.4.9", "2.4.10", "2.4.11")
SUM_OVER_LISTED = ("2.4.1", "2.4.2", "2.4.3", "2.4.4")
KINDS = ("subject", "methodical", "psychological")


@dataclass(frozen=True)
class Town:
    """A municipality as the input files give it."""

    schools: Mapping[str, Answers]
    own: Answers = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    """ШНРО and ШНСУ, each once."""
    at_risk: frozenset[str] = frozenset()
    has_lists: bool = True


@dataclass(frozen=True)
class Row:
    """What must be printed for one indicator of one object."""

    numerator: int | None = None
    denominator: int | None = None
    value: str | None = None
    points: int | None = None
    in_maximum: bool = False
    flags: frozenset[str] = frozenset()
    missing: int = 0
    has_value: bool = True


@dataclass(frozen=True)
class Total:
    points: int
    maximum: int
    incomplete: bool


def judge_school(town: Town, code: str) -> dict[str, Row]:
    """Return every school row."""
    answers = town.schools[code]
    rows = {"s-2.1.2": _listed_row(town, code)}
    for row in INVERTED:
        rows[row] = _answer_row(answers.get(row), good="no")
    for row in PLAIN:
        rows[row] = _answer_row(answers.get(row), good="yes")
    rows["s-2.2.1"] = Row(value=rows["s-2.2.1"].value, has_value=rows["s-2.2.1"].has_value)
    for row in ZONE:
        rows[row] = _zone_row(town, code, rows[row])
    for row, (operator, threshold) in SHARES.items():
        rows[row] = _share_row(row, answers.get(row), operator, threshold)
    return rows


def _listed_row(town: Town, code: str) -> Row:
    if not town.has_lists:
        return Row(in_maximum=True, flags=frozenset({"incomplete"}), has_value=False)
    listed = code in town.listed
    return Row(value="yes" if listed else "no", points=0 if listed else 1, in_maximum=True)


def _answer_row(answer: Value | None, good: str) -> Row:
    if answer is None:
        return Row(in_maximum=True, has_value=False)
    assert isinstance(answer, str)
    if answer == "not_applicable":
        return Row(value=answer)
    return Row(value=answer, points=int(answer == good), in_maximum=True)


def _zone_row(town: Town, code: str, row: Row) -> Row:
    if not town.has_lists:
        stays = row.value != "not_applicable"
        flags = frozenset({"incomplete"})
        return Row(value=row.value, in_maximum=stays, flags=flags, has_value=False)
    if code not in town.at_risk:
        return Row(value=row.value, has_value=False)
    return row


def _share_row(row: str, pair: Value | None, operator: str, threshold: int) -> Row:
    if pair is None:
        return Row(in_maximum=True, has_value=False)
    assert isinstance(pair, tuple)
    if pair[1] == 0:
        return Row(*pair, has_value=False)
    percent = Fraction(100 * pair[0], pair[1])
    scores = percent >= threshold if operator == "at-least" else percent > threshold
    flags = set()
    if row == "s-2.4.3" and 29 <= percent < 30:
        flags.add("in_gap")
    if row in {"s-2.4.5", "s-2.4.8"} and percent == threshold:
        flags.add("boundary")
    return Row(*pair, points=int(scores), in_maximum=True, flags=frozenset(flags))


def add_up(rows: Mapping[str, Row]) -> Total:
    """Add up the points of an object."""
    counted = [row for row in rows.values() if row.in_maximum]
    incomplete = any(row.points is None for row in counted)
    return Total(sum(row.points or 0 for row in counted), len(counted), incomplete)


def judge_town(town: Town) -> dict[str, Row]:
    """Return every municipal row."""
    everybody = tuple(town.schools)
    listed = tuple(code for code in everybody if code in town.listed)
    risky = tuple(code for code in everybody if code in town.at_risk)
    rows = {row: _own_answer(town, row) for row in OWN_ANSWERS}
    # Where there is no school, no list is needed to know that nobody stands on it.
    is_known = town.has_lists or not town.schools
    rows["m-2.1.5"] = _share(len(listed), len(everybody)) if is_known else Row(has_value=False)
    rows["m-2.1.6"] = _two_of_three(town, everybody, INVERTED)
    for number in YES_OF_ALL:
        rows[f"m-{number}"] = _yes_share(town, everybody, f"s-{number}")
    rows["m-2.3.1"] = _own_or_sum(town, "2.3.1")
    rows["m-2.4.8"] = _sum(town, everybody, "s-2.4.8")
    rows["m-2.4.6"] = _any_school(town, "s-2.4.6")
    rows["m-2.4.7"] = _any_school(town, "s-2.4.7")
    by_list: dict[str, Row] = {f"m-{number}": _sum(town, listed, f"s-{number}") for number in SUM_OVER_LISTED}
    by_list |= {f"m-{number}": _yes_share(town, listed, f"s-{number}") for number in YES_OF_LISTED}
    by_list["m-2.4.5"] = _involved(town, listed)
    by_list["m-2.6.2"] = _two_of_three(town, risky, ZONE[1:])
    return rows | (by_list if is_known else dict.fromkeys(by_list, Row(has_value=False)))


def judge_kinds(town: Town) -> dict[str, Row]:
    """Return the three kinds of diagnostics of the municipality (B28)."""
    return {kind: _own_or_sum(town, f"2.3.1-{kind}") for kind in KINDS}


def _own_answer(town: Town, row: str) -> Row:
    found = _answer_row(town.own.get(row), good="yes")
    return found if row in SCORED else Row(value=found.value, has_value=found.has_value)


def _share(numerator: int, denominator: int, missing: int = 0, *extra: str) -> Row:
    flags = {"incomplete"} if missing else set()
    return Row(
        numerator,
        denominator,
        flags=frozenset(flags | set(extra)),
        missing=missing,
        has_value=denominator > 0,
    )


def _yes_share(town: Town, codes: Sequence[str], row: str) -> Row:
    return _condition_share(town, codes, lambda answers: _is_yes(answers.get(row)))


def _is_yes(answer: Value | None) -> bool | None:
    return None if answer is None else answer == "yes"


def _condition_share(town: Town, codes: Sequence[str], check: Callable[[Answers], bool | None]) -> Row:
    found = [check(town.schools[code]) for code in codes]
    return _share(found.count(True), len(codes), found.count(None))


def _two_of_three(town: Town, codes: Sequence[str], rows: Sequence[str]) -> Row:
    def check(answers: Answers) -> bool | None:
        found = [_is_yes(answers.get(row)) for row in rows]
        if found.count(True) >= 2:
            return True
        return None if found.count(True) + found.count(None) >= 2 else False

    return _condition_share(town, codes, check)


def _involved(town: Town, codes: Sequence[str]) -> Row:
    def check(answers: Answers) -> bool | None:
        pair = answers.get("s-2.4.5")
        return None if pair is None else int(pair[0]) >= 1

    return _condition_share(town, codes, check)


def _sum(town: Town, codes: Sequence[str], row: str, *flags: str) -> Row:
    pairs = [town.schools[code].get(row) for code in codes]
    known = [pair for pair in pairs if isinstance(pair, tuple)]
    return _share(sum(pair[0] for pair in known), sum(pair[1] for pair in known), len(pairs) - len(known), *flags)


def _own_or_sum(town: Town, number: str) -> Row:
    own = town.own.get(f"m-{number}")
    if isinstance(own, tuple):
        return _share(*own)
    return _sum(town, tuple(town.schools), f"s-{number}", "not_deduplicated")


def _any_school(town: Town, row: str) -> Row:
    found = [_is_yes(answers.get(row)) for answers in town.schools.values()]
    value = "yes" if True in found else (None if None in found or not found else "no")
    flags = frozenset({"incomplete"}) if None in found else frozenset()
    return Row(value=value, flags=flags, missing=found.count(None), has_value=value is not None)
