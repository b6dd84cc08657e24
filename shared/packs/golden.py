"""Golden cases: schools with their numbers and the verdict an expert expects."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from shared.reference.academic_years import AcademicYearText
from shared.rules.definition import Code, Part, Sentence, Word

_SHARE = re.compile(r"([0-9]{1,9}) из ([0-9]{1,9})")
_GRADES = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
_ANSWERS = {"да": "yes", "нет": "no", "не применимо": "not_applicable"}


def parse_share(text: str) -> tuple[int, int]:
    """Turn `3 из 10` into (3, 10); raise `ValueError` with a Russian sentence otherwise."""
    match = _SHARE.fullmatch(text)
    if match is None or int(match[1]) > int(match[2]):
        raise ValueError(f"«{text}» — не доля: напишите, например, «3 из 10».")
    return int(match[1]), int(match[2])


def parse_value(text: str) -> str | tuple[int, int]:
    """Turn `да`, `нет`, `не применимо` or `3 из 10` into an answer or a share."""
    return _ANSWERS[text] if text in _ANSWERS else parse_share(text)


def parse_grades(text: str) -> tuple[int, int]:
    """Turn `1-11` into (1, 11)."""
    match = _GRADES.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]) <= 12:  # noqa: PLR2004 - the highest grade there is
        raise ValueError(f"«{text}» — не классы: напишите, например, «1-11».")
    return int(match[1]), int(match[2])


def _checked_share(text: str) -> str:
    parse_share(text)
    return text


def _checked_value(text: str) -> str:
    parse_value(text)
    return text


def _checked_grades(text: str) -> str:
    parse_grades(text)
    return text


ShareText = Annotated[str, AfterValidator(_checked_share)]
ValueText = Annotated[str, AfterValidator(_checked_value)]
GradesText = Annotated[str, AfterValidator(_checked_grades)]

Results = dict[AcademicYearText, dict[Code, ShareText]]
"""Year → procedure → «3 из 10» (below the threshold of participants)."""

Context = dict[AcademicYearText, dict[Code, ValueText]]
"""Year → element → «да», «нет», «не применимо» or «3 из 10»."""


class Given(Part):
    """What is known about a school."""

    grades: GradesText | None = None
    results: Results = Field(default_factory=dict)
    context: Context = Field(default_factory=dict)


class ExpectedDistance(Part):
    """Pupils in and out of the list."""

    to_enter: Annotated[int, Field(ge=0)] | None = None
    to_leave: Annotated[int, Field(ge=0)] | None = None


class Expected(Part):
    """What the rule must say; what is not written is not compared."""

    status: Literal["identified", "not_identified", "undetermined"]
    criteria: dict[Code, Literal["met", "not_met", "undetermined"]] = Field(default_factory=dict)
    flags: tuple[Literal["small_n", "boundary", "partial"], ...] | None = None
    missing: int | None = None
    """How many cells are missing."""
    distance: ExpectedDistance | None = None


class GoldenCase(Given):
    """One school; its numbers replace those that the file gives to all its schools."""

    name: Sentence
    why: Sentence
    without: tuple[Code, ...] = ()
    """Procedures and elements of the file's common numbers that this school lacks."""
    expect: Expected


class GoldenFile(Part):
    """Cases of one rule under one choice of options in one year."""

    title: Sentence
    rule: Code
    academic_year: AcademicYearText
    options: dict[Word, str] = Field(default_factory=dict)
    given: Given = Given()
    """Numbers of every school of the file."""
    cases: Annotated[tuple[GoldenCase, ...], Field(min_length=1)]


def merge_given(common: Given, case: GoldenCase) -> Given:
    """Lay a case's own numbers over the common ones of its file."""
    return Given(
        grades=case.grades or common.grades,
        results=_merge(common.results, case.results, case.without),
        context=_merge(common.context, case.context, case.without),
    )


def _merge(
    common: dict[str, dict[str, str]], own: dict[str, dict[str, str]], without: tuple[str, ...]
) -> dict[str, dict[str, str]]:
    merged: dict[str, dict[str, str]] = {}
    for year in dict.fromkeys([*common, *own]):
        kept = {code: text for code, text in common.get(year, {}).items() if code not in without}
        merged[year] = kept | own.get(year, {})
    return merged
