"""Golden cases of indicators: municipalities with their answers and the values an expert expects."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from shared.indicators.definition import IndicatorCode
from shared.reference.academic_years import AcademicYearText
from shared.rules.definition import Code, Part, Sentence, Word

_SHARE = re.compile(r"([0-9]{1,7}) из ([0-9]{1,7})")
_COUNT = re.compile(r"[0-9]{1,7}")
_ANSWERS = {"да": "yes", "нет": "no", "не применимо": "not_applicable"}


def parse_value(text: str) -> tuple[str | None, int | None, int | None]:
    """Turn `да`, `3 из 10` or `7` into answer, numerator and denominator; raise `ValueError` otherwise."""
    if text in _ANSWERS:
        return _ANSWERS[text], None, None
    share = _SHARE.fullmatch(text)
    if share is not None:
        return None, int(share[1]), int(share[2])
    if _COUNT.fullmatch(text):
        return None, int(text), None
    raise ValueError(f"«{text}» — не ответ: напишите да, нет, не применимо, «3 из 10» или число.")


def _checked(text: str) -> str:
    parse_value(text)
    return text


ValueText = Annotated[str, AfterValidator(_checked)]
Label = Annotated[str, Field(pattern=r"^[А-ЯЁ]$")]
"""A school of a case: one capital letter."""
ItemCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]+(/[a-z0-9-]+)?$", max_length=120)]
"""An indicator, or one of its parts after a slash: `2.3.2.1/subject`."""
Lists = dict[Literal["low_results", "disadvantaged", "at_risk"], tuple[Label, ...]]
"""A category that is left out has no list, an empty one has nobody on it."""
Facts = dict[AcademicYearText, dict[Label, dict[Code, ValueText]]]
"""Year → school → procedure («3 из 10» below the threshold) or context element."""


class ExpectedValue(Part):
    """What an indicator must say; what is not written is not compared. `value` is «нет данных» where there is none."""

    value: str | None = None
    points: Annotated[int, Field(ge=0)] | None = None
    no_points: bool = False
    flags: tuple[Word, ...] | None = None
    reason: Word | None = None
    missing: int | None = None
    factors: dict[Code, int] | None = None
    """Schools of every factor; one that is left out has none."""


class ExpectedTotal(Part):
    """The points of an object, its maximum, and whether something of it is missing."""

    points: int
    maximum: int
    incomplete: bool = False


class ExpectedObject(Part):
    """What is expected of one school or of the municipality."""

    values: dict[ItemCode, ExpectedValue] = Field(default_factory=dict)
    total: ExpectedTotal | None = None


class TownCase(Part):
    """One municipality: answers of its schools over the common ones, its own, and who is listed."""

    name: Sentence
    why: Sentence
    schools: dict[Label, dict[IndicatorCode, ValueText]]
    own: dict[IndicatorCode, ValueText] = Field(default_factory=dict)
    lists: Lists = Field(default_factory=dict)
    """Of the period's year."""
    earlier_lists: dict[AcademicYearText, Lists] = Field(default_factory=dict)
    results: Facts = Field(default_factory=dict)
    context: Facts = Field(default_factory=dict)
    expect: dict[Literal["муниципалитет"] | Label, ExpectedObject]


class IndicatorCases(Part):
    """cases/indicators.yaml or cases/indicators-….yaml: municipalities of one period."""

    title: Sentence
    period: str
    options: dict[Word, str] = Field(default_factory=dict)
    given: dict[IndicatorCode, ValueText] = Field(default_factory=dict)
    """Answers of every school; a case's own take their place."""
    cases: Annotated[tuple[TownCase, ...], Field(min_length=1)]
