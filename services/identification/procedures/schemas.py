"""Shapes of procedures and their sessions."""

from datetime import date, datetime
from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from shared.http.schemas import ResponseModel
from shared.reference.sessions import Certainty, Round, SessionFacts, Threshold

_FACTS: JsonDict = {
    "held": True,
    "rounds": [
        {"held_from": "2022-03-15", "held_to": "2022-03-26"},
        {"held_from": "2022-09-19", "held_to": "2022-10-24"},
    ],
    "threshold": None,
    "attribution": "Оба периода относятся к 2021/2022 учебному году и классу программы.",
    "source": "Частью весной 2022 года, остальные осенью 2022 года",
    "certainty": "unverified",
}
_SESSION: JsonDict = {
    **_FACTS,
    "procedure": "vpr-math-5",
    "academic_year": "2021/2022",
    "held_from": "2022-03-15",
    "held_to": "2022-10-24",
    "built_in": True,
    "version": 1,
    "updated_at": "2022-11-01T02:00:00Z",
    "allowed_actions": ["update"],
}
_PROCEDURE: JsonDict = {
    "code": "vpr-math-5",
    "title": "ВПР по математике (5 класс)",
    "subject": "math",
    "kind": "vpr",
    "grade": 5,
    "alternative_group": None,
}


class ProcedureSessionWrite(SessionFacts):
    """What to record of a procedure in an academic year (сеанс процедуры): the whole, as it shall be known."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [_FACTS]})


class ProcedureSessionRead(ResponseModel):
    """What is known of a procedure in an academic year (сеанс процедуры)."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SESSION]})

    procedure: str
    academic_year: str = Field(description="The programme's year, whenever the work was written (B9).")
    held: bool = Field(description="false: not held (не проводилась), which is not missing.")
    rounds: list[Round]
    held_from: date | None = Field(description="First day over all rounds; null where no days are known.")
    held_to: date | None = Field(description="Last day over all rounds.")
    threshold: Threshold | None = Field(description="Minimum (минимальный порог); imported counts prevail (B12).")
    attribution: str | None = Field(description="Why results written at other times count for this year (B9).")
    source: str
    certainty: Certainty
    built_in: bool = Field(description="As the product brought it; false once a person edited it.")
    version: int
    updated_at: datetime
    allowed_actions: list[Literal["update"]] = Field(description="What you may do with it now.")


class ProcedureRead(ResponseModel):
    """An assessment procedure (оценочная процедура) of one subject and grade."""

    model_config = ConfigDict(json_schema_extra={"examples": [_PROCEDURE]})

    code: str
    title: str
    subject: str
    kind: Literal["vpr", "oge", "ege", "kdr"] = Field(description="ВПР, ОГЭ, ЕГЭ, КДР.")
    grade: int = Field(description="Grade of the programme (B9).")
    alternative_group: str | None = Field(description="Procedures of one group are taken instead of one another.")


class ProcedureDetails(ProcedureRead):
    """A procedure (оценочная процедура) with all its sessions; a year without one is taken to have been held."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_PROCEDURE, "sessions": [_SESSION]}]})

    sessions: list[ProcedureSessionRead]
