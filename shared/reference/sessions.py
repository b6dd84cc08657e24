"""What the product knows of the sessions of assessment procedures: held or not, when, with which threshold."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.reference.academic_years import AcademicYearText, parse_academic_year
from shared.reference.strict_yaml import read_strict_yaml

Text = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\u0000-\u0008\u000b-\u001f\u007f]*$")]
Certainty = Literal["found", "unverified"]


class Round(BaseModel):
    """A round (период проведения): first and last day on which the work was written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    held_from: date = Field(examples=["2022-03-15"])
    held_to: date = Field(examples=["2022-03-26"])

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.held_to < self.held_from:
            raise ValueError("Последний день раньше первого: поменяйте их местами.")
        return self


class Threshold(BaseModel):
    """A minimum (минимальный порог): who reached less is below it (B12)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Annotated[int, Field(ge=0, le=1000)] = Field(examples=[24])
    unit: Literal["points", "primary_points", "mark"] = Field(description="балл, первичный балл, отметка.")
    note: Text | None = Field(default=None, description="A condition beside the number, as the source has it.")


class SessionFacts(BaseModel):
    """What is known of a procedure in a year, wherever it stands: in the product's file or in a request."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    held: bool = Field(description="false: not held (не проводилась), so its absence is not a gap.")
    rounds: tuple[Round, ...] = Field(default=(), max_length=10, description="Empty where the source names no days.")
    threshold: Threshold | None = None
    attribution: Text | None = Field(
        default=None, description="Why results written at other times count for this academic year (B9)."
    )
    source: Text = Field(description="Where this is known from.", examples=["ОГЭ 2020 года не проводился"])
    certainty: Certainty = Field(
        description="`found`: seen in a public text or a real file; `unverified`: generally known, not looked up."
    )

    @model_validator(mode="after")
    def _check_not_held(self) -> Self:
        if not self.held and (self.rounds or self.threshold):
            raise ValueError("У процедуры, которая не проводилась, нет ни дней, ни порога: уберите их.")
        return self

    def as_columns(self) -> dict[str, object]:
        """Return the facts as columns of `procedure_session`."""
        threshold = self.threshold.model_dump() if self.threshold else dict.fromkeys(("value", "unit", "note"))
        return {
            "held": self.held,
            "rounds": [found.model_dump(mode="json") for found in self.rounds],
            "threshold_value": threshold["value"],
            "threshold_unit": threshold["unit"],
            "threshold_note": threshold["note"],
            "attribution": self.attribution,
            "source": self.source,
            "certainty": self.certainty,
        }


class _Sessions(SessionFacts):
    """The same facts of several procedures and years, as the file groups them."""

    procedures: tuple[str, ...]
    academic_years: tuple[AcademicYearText, ...]


class _SessionsFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sessions: tuple[_Sessions, ...]


SessionKey = tuple[str, int]
"""Code of the procedure and the calendar year in which the academic year begins."""


@cache
def load_sessions() -> dict[SessionKey, SessionFacts]:
    """Load the sessions that the product knows."""
    content = _SessionsFile.model_validate(read_strict_yaml(Path(__file__).with_name("procedure_sessions.yaml")))
    found = [pair for group in content.sessions for pair in _ungroup(group)]
    sessions = dict(found)
    assert len(sessions) == len(found), "procedure_sessions.yaml names a session twice"
    return sessions


def _ungroup(group: _Sessions) -> Iterator[tuple[SessionKey, SessionFacts]]:
    for code in group.procedures:
        for year in group.academic_years:
            yield (code, parse_academic_year(year)), group
