"""The calendar of a programme: what begins every year, and when (B57)."""

from calendar import monthrange
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from shared.rules.definition import Code, Part, Sentence

Day = Annotated[int, Field(ge=1, le=31)]
# A leap year: the longest any month can be.
_LEAP_YEAR = 2024


class Window(Part):
    """Days of one month, every year; the whole month where no days are given."""

    month: Annotated[int, Field(ge=1, le=12)]
    first_day: Day = 1
    last_day: Day | None = None
    start_day: Day
    """The day on which the work begins unless a schedule names another one of the window."""
    start_source: Sentence
    """Why this day: rarely does a programme print one."""

    @property
    def days(self) -> range:
        """List the days of the window."""
        return range(self.first_day, (self.last_day or monthrange(_LEAP_YEAR, self.month)[1]) + 1)

    @model_validator(mode="after")
    def _require_days_of_the_month(self) -> Self:
        longest = monthrange(_LEAP_YEAR, self.month)[1]
        if not self.days or self.days[-1] > longest:
            raise ValueError(f"В месяце {self.month} таких дней нет: последний — {longest}-й.")
        if self.start_day not in self.days:
            raise ValueError(f"День начала {self.start_day} вне срока: с {self.days[0]} по {self.days[-1]}.")
        return self


StartKind = Literal["run", "campaign", "report"]


class Starts(Part):
    """What begins: a run of a rule of identification, a campaign over a set of indicators, or a report."""

    kind: StartKind
    rule: Code | None = Field(default=None, exclude_if=lambda code: code is None)
    """For the academic year of the day on which it starts."""
    set: Code | None = Field(default=None, exclude_if=lambda code: code is None)
    """For the period that the set names by the day on which it starts."""
    report: Code | None = Field(default=None, exclude_if=lambda code: code is None)
    """Left out of the definition like the others where empty, so that published calendars keep their hash."""

    @property
    def code(self) -> str:
        """Return what it is that begins: a rule, a set or a report."""
        return self.rule or self.set or self.report or ""

    @model_validator(mode="after")
    def _require_its_own_code_alone(self) -> Self:
        own = {"run": "rule", "campaign": "set", "report": "report"}[self.kind]
        if [name for name in ("rule", "set", "report") if getattr(self, name) is not None] != [own]:
            raise ValueError(f"Для kind: {self.kind} назовите {own}, и только его.")
        return self


class CalendarEntry(Part):
    """Something that begins at a known time every year, in the words of the source."""

    code: Annotated[str, Field(pattern=r"^CAL-[0-9]{1,3}$")]
    title: Sentence
    wording: Sentence
    starts: Starts
    windows: tuple[Window, ...]
    source: Sentence

    @model_validator(mode="after")
    def _require_windows(self) -> Self:
        if self.starts.kind == "run" and len(self.windows) != 1:
            raise ValueError("Список составляют один раз в учебный год: назовите один срок (windows).")
        months = [window.month for window in self.windows]
        if not months or len(set(months)) < len(months):
            raise ValueError("Назовите сроки (windows), в каждом месяце не больше одного.")
        return self
