"""What a submission is judged by, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from services.monitoring.campaigns.rules import Deadline
from shared.access.principals import Principal
from shared.indicators.asking import Question
from shared.indicators.definition import IndicatorSet
from shared.indicators.plan import IndicatorPlan
from shared.models import Campaign

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign as one caller sees it."""

    campaign: Campaign
    principal: Principal
    conducts: bool
    """Whether the whole municipality is the caller's, not only schools of it."""
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What a campaign asks, by the pack version it names."""

    one: IndicatorSet
    plan: IndicatorPlan
    questions: tuple[Question, ...]
    previous: str | None
    """The period before, of the same set."""
    registered: dict[str, str]
    """Context elements of identification whose denominators count what questions count, with those words."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A question that a school need not answer: known by the system, or looked at by no indicator."""

    state: Literal["derived", "not_applicable"]
    answer: str | None
    numerator: int | None = None
    """Of what records of the roadmap come to."""
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One element as it stands in a form or was accepted."""

    answer: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    comment: str | None = None

    @property
    def is_given(self) -> bool:
        """Say whether there is more than a comment."""
        return (self.answer, self.numerator, self.denominator) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one object besides its form."""

    settled: Mapping[str, Settled] = field(default_factory=dict)
    previous: Mapping[str, Answer] = field(default_factory=dict)
    """What was accepted for the period before."""
    registered: Mapping[str, int] = field(default_factory=dict)
    """How many there are by the context of identification, by the words of the programme."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What is wrong with one value of a form, in a Russian sentence."""

    element: str
    column: str | None
    severity: Severity
    code: str
    detail: str
    explained: bool = False
    """Whether a comment says why a warning is right; errors cannot be explained away."""

    @property
    def is_open(self) -> bool:
        """Say whether it keeps the form from being submitted."""
        return not self.explained


@dataclass(frozen=True, slots=True)
class Assessment:
    """How far one submission has come."""

    asked: int
    filled: int
    issues: tuple[Issue, ...]
    unanswered: tuple[Issue, ...]
    """What is asked and not answered: no fault of a draft, but it cannot be submitted so."""

    @property
    def blockers(self) -> tuple[Issue, ...]:
        """List what keeps it from being submitted."""
        return (*(issue for issue in self.issues if issue.is_open), *self.unanswered)

    def count(self, severity: Severity) -> int:
        """Count the issues of a severity."""
        return sum(issue.severity == severity for issue in self.issues)


@dataclass(frozen=True, slots=True)
class Completed:
    """Which submissions a whole campaign could go on with, and which stay as they are."""

    done: tuple[str, ...]
    left: tuple[str, ...]
