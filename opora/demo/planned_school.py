"""What the demo knows of a school before the API sees it: its facts and the verdicts that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

BEFORE, LAST, CURRENT, NEXT = "2020/2021", "2021/2022", "2022/2023", "2023/2024"
"""The lists of the current year read the results of the two years before it, those of the next its own too (B8)."""
LOW_RESULTS, AT_RISK = "norilsk-2022/low-results", "norilsk-2022/at-risk"

Count = tuple[int, int]
"""People: how many of how many."""
Results = Mapping[str, Count | None]
"""Procedure → participants below the threshold, participants; None: the school has not sent it."""
Answers = Mapping[str, str | Count | None]
"""Element → yes, no or not_applicable, or people of people; None: the school has not sent it."""
Grades = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Expected:
    """The verdict that follows from a school's facts; a distance that is None is not foretold."""

    status: str = "not_identified"
    met: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    to_enter: int | None = None
    to_leave: int | None = None


FINE = Expected()


@dataclass(frozen=True, slots=True)
class PlannedSchool:
    """A school of the demo: an ordinary one but for the facts told here.

    `grades` is what the register is told; None: nothing. `taught` is what the school teaches all the same; None:
    it has sent no results at all.
    """

    number: int
    name: str
    grades: Grades | None = (1, 11)
    taught: Grades | None = (1, 11)
    class_size: int = 0
    """Pupils of one grade; 0: an ordinary number."""
    last: Results = field(default_factory=dict)
    before: Results | None = field(default_factory=dict)
    """None: the whole year is missing."""
    current: Results = field(default_factory=dict)
    """Known only when the next list is made."""
    context: Answers | None = field(default_factory=dict)
    """None: the school has not filled in its table."""
    low_results: Expected = FINE
    at_risk: Expected = FINE
    low_results_next: Expected = FINE
    """A year later, after the support of the current year."""

    @property
    def code(self) -> str:
        """The code of the school; numbers from 9000 on are given to nobody."""
        return f"edu24{9000 + self.number}"

    def expected(self, rule: str, academic_year: str) -> Expected:
        """Return the verdict that the rule must come to in the year's list."""
        return {
            (LOW_RESULTS, CURRENT): self.low_results,
            (LOW_RESULTS, NEXT): self.low_results_next,
            (AT_RISK, CURRENT): self.at_risk,
        }[rule, academic_year]
