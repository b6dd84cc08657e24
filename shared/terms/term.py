"""What a term of a measure comes to: dates, or the reason why there are none."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Recurrence(StrEnum):
    """How often a term comes again; other rhythms are no term of a measure but an issue."""

    yearly = "yearly"


class TermFault(StrEnum):
    """Why a term has no dates."""

    unreadable_term = "unreadable_term"
    impossible_date = "impossible_date"
    backward_term = "backward_term"
    several_terms = "several_terms"
    unsupported_recurrence = "unsupported_recurrence"


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its dates, both included; `starts_on` is null for «до …», `ends_on` for «с …»."""

    starts_on: date | None
    ends_on: date | None
    recurrence: Recurrence | None = None


@dataclass(frozen=True, slots=True)
class TermIssue:
    """A term that has no dates: why, and what to write instead, in Russian."""

    code: TermFault
    detail: str


class TermRefused(ValueError):  # read aloud: the term is refused
    """Raised inside the reading of a term; it never leaves the rules."""

    def __init__(self, code: TermFault, detail: str) -> None:
        """Keep the code and the sentence."""
        super().__init__(detail)
        self.issue = TermIssue(code, detail)
