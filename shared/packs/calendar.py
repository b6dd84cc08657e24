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


class StartsRun(Part):
    """A run of one of the programme's identification rules, for the academic year of the day on which it starts."""

    kind: Literal["run"]
    rule: Code


class CalendarEntry(Part):
    """Something that begins at a known time every year, in the words of the source."""

    code: Annotated[str, Field(pattern=r"^CAL-[0-9]{1,3}$")]
    title: Sentence
    wording: Sentence
    starts: StartsRun
    windows: tuple[Window, ...]
    source: Sentence

    @model_validator(mode="after")
    def _require_one_list_a_year(self) -> Self:
        if len(self.windows) != 1:
            raise ValueError("Список составляют один раз в учебный год: назовите один срок (windows).")
        return self
