"""Shapes of verdicts."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from shared.http.schemas import ResponseModel


class VerdictStatus(StrEnum):
    """What a run says of a school."""

    identified = "identified"
    not_identified = "not_identified"
    undetermined = "undetermined"


class EvidenceRead(ResponseModel):
    """One cell a criterion looked at (основание), or the sum of several."""

    academic_year: str
    procedure: str | None = None
    element: str | None = None
    answer: str | None
    numerator: int | None
    denominator: int | None
    percent: str | None = Field(description="For display, two decimals, half up; verdicts compare exactly.")
    threshold: str | None = Field(description="Percent, a decimal string.")
    operator: str | None = Field(description="at-least or more-than.")
    met: bool | None


class MissingRead(ResponseModel):
    """A fact that is due and not there."""

    academic_year: str
    procedure: str | None = None
    element: str | None = None


class CriterionRead(ResponseModel):
    """A criterion (критерий) with its state, its place in the source and its evidence."""

    code: str
    state: Literal["met", "not_met", "undetermined"]
    source: str
    evidence: list[EvidenceRead]


class DistanceRead(ResponseModel):
    """Pupils whose outcome would have to differ; null where no number can, or where the rule has no distance."""

    to_enter: int | None
    to_leave: int | None


class VerdictSummary(ResponseModel):
    """A verdict (заключение) in a list."""

    school_code: str
    school_name: str
    municipality_oktmo: str
    status: VerdictStatus
    criteria: dict[str, Literal["met", "not_met", "undetermined"]]
    flags: list[Literal["small_n", "boundary", "partial"]]
    missing_count: int
    distance: DistanceRead
    reasons: list[str] = Field(description="What decided, or what is still open: short Russian sentences.")
    missing_names: list[str] = Field(description="What is missing, in Russian: «ВПР по математике (5 класс), …».")


class VerdictRead(ResponseModel):
    """A verdict (заключение) with its full explanation."""

    school_code: str
    school_name: str
    status: VerdictStatus
    flags: list[Literal["small_n", "boundary", "partial"]]
    missing: list[MissingRead]
    criteria: list[CriterionRead]
    distance: DistanceRead
    explanation: str = Field(description="The same in Russian, as a methodist reads it.")
