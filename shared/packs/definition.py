"""The shape of a whole pack: its header, its parts and its golden cases."""

from calendar import monthrange
from datetime import date
from typing import Annotated

from pydantic import Field

from shared.indicators.definition import Indicator, Monitoring
from shared.indicators.golden import IndicatorCases
from shared.packs.calendar import CalendarEntry
from shared.packs.golden import GoldenFile
from shared.reference.academic_years import AcademicYearText
from shared.roadmaps.definition import Roadmaps
from shared.rules.definition import Code, Element, Identification, Part, Rule, Sentence
from shared.rules.errors import RuleNotInPack

VERSION_PATTERN = r"^(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}$"
"""Three numbers, later ones greater: 1.10.0 comes after 1.9.0."""


class MunicipalityKind(Part):
    """The municipality a programme is written for; its name and ОКТМО only where the source names one."""

    kind: Sentence
    name: Sentence | None = None
    oktmo: Annotated[str, Field(pattern=r"^[0-9]{8}$")] | None = None


class Programme(Part):
    """The programme's own header: who wrote it, who carries it out, for which years."""

    developers: tuple[Sentence, ...] = ()
    executors: tuple[Sentence, ...] = ()
    first_year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    last_year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    control: Sentence | None = None
    source: Sentence


class Label(Part):
    """How the municipality calls a category of schools (B24)."""

    short: Sentence
    full: Sentence
    aliases: tuple[Sentence, ...] = ()
    source: Sentence


class Labels(Part):
    """The municipality's names of the three categories."""

    low_results: Label
    disadvantaged: Label
    at_risk: Label


class Orders(Part):
    """Which documents need an order (приказ), as printed (B64)."""

    list_required: bool = False
    source: Sentence


class Pack(Part):
    """One version of a programme; a published version never changes."""

    code: Code
    version: Annotated[str, Field(pattern=VERSION_PATTERN)]
    title: Sentence
    source: Sentence
    valid_from: AcademicYearText
    municipality: MunicipalityKind
    timezone: Annotated[str, Field(pattern=r"^(Asia|Europe)/[A-Z][A-Za-z_-]+$")]
    programme: Programme | None = None
    parties: tuple[Sentence, ...] = Field(default=(), exclude_if=lambda names: not names)
    """Responsible parties as printed; one that holds a comma is still one (B52). Left out of the definition where there
    are none, so that packs published without them keep their hash."""
    labels: Labels
    basis: tuple[Sentence, ...] = ()
    orders: Orders
    calendar: tuple[CalendarEntry, ...] = Field(default=(), exclude_if=lambda entries: not entries)
    """Left out of the definition where empty, so that packs published before there were calendars keep their hash."""
    identification: Identification | None = None
    monitoring: Monitoring | None = Field(default=None, exclude_if=lambda part: part is None)
    """Left out of the definition where there is none, so that packs published without it keep their hash."""
    roadmap: Roadmaps | None = Field(default=None, exclude_if=lambda part: part is None)
    """The same."""
    cases: tuple[GoldenFile, ...] = ()
    """Golden cases prove a pack; they are not part of its definition and not of its hash."""
    indicator_cases: tuple[IndicatorCases, ...] = Field(default=(), exclude=True)
    """The golden cases of the indicators."""

    @property
    def elements(self) -> tuple[Element, ...]:
        """List the context elements that the programme asks for."""
        return self.identification.elements if self.identification else ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """List the identification rules of the programme."""
        return self.identification.rules if self.identification else ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """List the indicators of the programme."""
        return self.monitoring.indicators if self.monitoring else ()

    def get_rule(self, code: str) -> Rule:
        """Get a rule by its code; raise `RuleNotInPack` otherwise."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        known = ", ".join(rule.code for rule in self.rules) or "ни одного"
        raise RuleNotInPack(f"В программе «{self.code}» нет правила «{code}». Есть: {known}.")

    def find_calendar_entry(self, code: str) -> CalendarEntry | None:
        """Return the entry of the calendar, None where there is none."""
        return next((entry for entry in self.calendar if entry.code == code), None)

    def find_window_days(self, entry_code: str | None, month: date) -> tuple[date, date]:
        """Return first and last day of an entry's window in a month; the whole month where it names none."""
        entry = self.find_calendar_entry(entry_code) if entry_code is not None else None
        windows = entry.windows if entry is not None else ()
        days = next((window.days for window in windows if window.month == month.month), range(1, 32))
        longest = monthrange(month.year, month.month)[1]
        return month.replace(day=days[0]), month.replace(day=min(days[-1], longest))
