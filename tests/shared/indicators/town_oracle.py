"""Counts the schools and people of a municipality in plain Python without product code, for the readings beside it.

Unknown is None. A list that is not there is unknown for everybody; an empty list has nobody on it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Value = str | tuple[int, int] | int
Facts = Mapping[tuple[str, int, str], Value]
"""(school, first calendar year of the academic year, procedure or element) → value; results: (below, participants)."""

LOW, POOR, RISK = "low_results", "disadvantaged", "at_risk"


@dataclass(frozen=True)
class Town:
    """A municipality: answers of its schools, its own, results and context of several years, lists by (year, kind)."""

    schools: Mapping[str, Mapping[str, Value]]
    own: Mapping[str, Value] = field(default_factory=dict)
    results: Facts = field(default_factory=dict)
    context: Facts = field(default_factory=dict)
    lists: Mapping[tuple[int, str], frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """What must be printed for one indicator of the municipality."""

    numerator: int | None = None
    denominator: int | None = None
    reason: str | None = None
    missing: int = 0
    flags: frozenset[str] = frozenset()
    factors: Mapping[str, int] = field(default_factory=dict)


Check = Callable[[str], bool | None]
"""What is true of a school."""


@dataclass(frozen=True)
class Year:
    """A municipality in one period: the year of its lists, that of its newest results, and how dynamics are read."""

    town: Town
    lists: int
    results: int
    zero_stays: bool = True
    same_grades: bool = True

    @property
    def everybody(self) -> tuple[str, ...]:
        """List the schools."""
        return tuple(self.town.schools)

    def on_lists(self, *kinds: str) -> tuple[tuple[str, ...] | None, frozenset[str]]:
        """Return who is on any of the lists, None where none of them is there, and what to flag."""
        known = [self.town.lists[self.lists, kind] for kind in kinds if (self.lists, kind) in self.town.lists]
        if not self.everybody:
            return (), frozenset()
        if not known:
            return None, frozenset()
        flags = frozenset() if len(known) == len(kinds) else frozenset({"list_missing"})
        return tuple(code for code in self.everybody if any(code in one for one in known)), flags

    def is_member(self, code: str, kind: str, year: int) -> bool | None:
        """Say whether the school is on the list of the year."""
        one = self.town.lists.get((year, kind))
        return None if one is None else code in one

    def says(self, code: str, element: str) -> bool | None:
        """Say whether the school answered yes."""
        answer = self.town.schools[code].get(element)
        return None if answer is None else answer == "yes"

    def answered(self, element: str) -> Check:
        """Return the check whether a school answered yes."""
        return lambda code: self.says(code, element)

    def pair(self, code: str, element: str) -> tuple[int, int] | None:
        """Return the numbers of the school."""
        value = self.town.schools[code].get(element)
        return value if isinstance(value, tuple) else None

    def below(self, code: str, year: int, *procedures: str) -> Fraction | None:
        """Return the share below the threshold over all works of the year together; of nobody there is none."""
        found = [self.town.results.get((code, year, procedure)) for procedure in procedures]
        known = [pair for pair in found if isinstance(pair, tuple)]
        people = sum(pair[1] for pair in known)
        return Fraction(sum(pair[0] for pair in known), people) if people else None

    def grew_better(self, code: str, procedures: Sequence[str], *, by_grade: bool = False) -> bool | None:
        """Say whether the share below the threshold fell (B25–B27)."""
        last, this = self.results - 1, self.results
        if by_grade:
            procedures = [
                one
                for one in procedures
                if self.below(code, last, one) is not None and self.below(code, this, one) is not None
            ]
        before, after = self.below(code, last, *procedures), self.below(code, this, *procedures)
        if before is None or after is None:
            return None
        return after < before or (self.zero_stays and before == after == 0)


def first(*found: bool | None) -> bool | None:
    """Take the first that is known."""
    return next((one for one in found if one is not None), None)


def any_of(*found: bool | None) -> bool | None:
    """Say whether one holds, whatever the unknown ones turn out to be."""
    return True if True in found else (None if None in found else False)


def both(*found: bool | None) -> bool | None:
    """Say whether all hold, whatever the unknown ones turn out to be."""
    return False if False in found else (None if None in found else True)


def count(schools: Sequence[str] | None, check: Check, flags: frozenset[str] = frozenset()) -> Row:
    """Count the schools of which something is true, of all of the set."""
    if schools is None:
        return Row(reason="no_list")
    found = [check(code) for code in schools]
    missing = found.count(None)
    reason = None if schools else "no_schools"
    return Row(found.count(True), len(schools), reason, missing, _flags(flags, missing))


def count_known(schools: Sequence[str], check: Check) -> Row:
    """Count the schools of which something is true, of those of which it is known."""
    found = [check(code) for code in schools]
    known = len(found) - found.count(None)
    reason = None if known else ("nobody" if schools else "no_schools")
    return Row(found.count(True), known, reason, found.count(None), _flags(frozenset(), found.count(None)))


def number_of(schools: Sequence[str] | None, check: Check, flags: frozenset[str] = frozenset()) -> Row:
    """Tell how many schools something is true of; nobody has answered: no number."""
    share = count(schools, check, flags)
    if share.reason == "no_list":
        return share
    silent = share.missing == share.denominator and share.missing > 0
    reason = "unanswered" if silent else None
    return Row(None if silent else share.numerator, None, reason, share.missing, share.flags)


def add_up(year: Year, schools: Sequence[str] | None, element: str, flags: frozenset[str] = frozenset()) -> Row:
    """Add up the people of the schools that answered."""
    if schools is None:
        return Row(reason="no_list")
    found = [year.pair(code, element) for code in schools]
    known = [pair for pair in found if pair is not None]
    top, bottom = sum(pair[0] for pair in known), sum(pair[1] for pair in known)
    missing = len(found) - len(known)
    reason = None
    if bottom == 0:
        reason = "no_schools" if not schools else ("nobody" if known else "unanswered")
    return Row(top, bottom, reason, missing, _flags(flags, missing))


def _flags(flags: frozenset[str], missing: int) -> frozenset[str]:
    return flags | {"incomplete"} if missing else flags


def sum_up(rows: Sequence[Row]) -> Row:
    """Sum up the municipalities of a region."""
    tops = [row.numerator for row in rows if row.numerator is not None]
    bottoms = [row.denominator for row in rows if row.denominator is not None]
    bottom = sum(bottoms) if bottoms else None
    gaps = any(row.reason in {"no_list", "unanswered"} or "incomplete" in row.flags for row in rows)
    factors = {name: sum(row.factors[name] for row in rows) for name in rows[0].factors}
    flags = frozenset({"incomplete"}) if gaps else frozenset()
    reason = "nobody" if bottom == 0 else None
    missing = sum(row.missing for row in rows)
    return Row(sum(tops) if tops else None, bottom, reason, missing, flags, factors)
