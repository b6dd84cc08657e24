"""Shapes of single support actions."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic.config import JsonDict

from shared.http.schemas import LocalDate, RequestModel, ResponseModel
from shared.indicators.documents import Document
from shared.reference.academic_years import AcademicYearText
from shared.reference.school_codes import SCHOOL_CODE_PATTERN
from shared.support.kinds import DiagnosticsKind, PersonRole, ProductiveForm, SupportKind, SupportLevel

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
_Count = Annotated[int, Field(ge=0, le=99_999)]
_SchoolCode = Annotated[str, Field(pattern=SCHOOL_CODE_PATTERN, examples=["edu240001"])]
_PERSON_KEY = re.compile("[A-Za-z0-9_-]{6,64}")
_MOST_PERSONS = 2000


def _check_person_key(key: str) -> str:
    if _PERSON_KEY.fullmatch(key) is None:
        raise ValueError(
            "Условный ключ работника или обучающегося — от 6 до 64 латинских букв, цифр, дефисов и подчёркиваний. "
            "Имена и фамилии здесь не хранятся: возьмите номер из своей системы."
        )
    return key


PersonKey = Annotated[
    str,
    AfterValidator(_check_person_key),
    # Told, not checked: the sentence above says more than a pattern that was missed.
    WithJsonSchema({"type": "string", "pattern": f"^{_PERSON_KEY.pattern}$", "examples": ["t-40071552"]}),
]
"""A pseudonym of the sender's: the same person has the same key in every action and school."""

_EXAMPLE_CONTENT: JsonDict = {
    "academic_year": "2022/2023",
    "kind": "advice",
    "subkind": None,
    "level": None,
    "productive_form": None,
    "starts_on": "2022-10-10",
    "ends_on": "2022-10-14",
    "teachers": 2,
    "leaders": None,
    "pupils": None,
    "teachers_total": 34,
    "leaders_total": None,
    "pupils_total": None,
    "persons": [{"role": "teacher", "key": "t-40071552"}, {"role": "teacher", "key": "t-40071553"}],
    "provider": "Методический центр",
    "provider_school_code": None,
    "document": {"kind": "report", "number": "12", "date": "2022-10-17", "link": None},
    "note": "Консультации по итогам ВПР",
    "measure_task_id": None,
}


class SupportActionState(StrEnum):
    """Where a support action stands."""

    recorded = "recorded"
    withdrawn = "withdrawn"


class SupportedPerson(RequestModel):
    """One person whom the action supported, under a pseudonym; never a name (B58)."""

    role: PersonRole
    key: PersonKey


class SupportDocument(RequestModel):
    """The document (реквизиты документа) that confirms the action; one that names pupils has no link (B58)."""

    kind: Document
    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)] | None = Field(
        default=None, description="As printed."
    )
    date: LocalDate | None = None
    link: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/$.?#][^\s]*$", max_length=2000)] | None = Field(
        default=None, description="Where it is published."
    )


class SupportActionUpdate(RequestModel):
    """What was done for a school (мера поддержки). No names: persons are counted, or told by opaque keys."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_EXAMPLE_CONTENT]}
    )

    academic_year: AcademicYearText
    kind: SupportKind = Field(
        description="advice (консультация), diagnostics (диагностика), teacher_route (ИОМ педагога), "
        "network_association (методическое объединение), regional_active (РМА), event (мероприятие), internship "
        "(стажировка), internship_site (стажировочная площадка), lead_school (школа-лидер), landing (методический "
        "десант), school_programme (ШППКО), pupil_plan (ИОМ или ИУП обучающегося), tutoring (тьюторская поддержка), "
        "mentoring_pair (наставнические пары обучающихся), extra_lessons (дополнительные занятия), prevention_system "
        "(внутришкольная система профилактики), practice_spreading (распространение практик), wellbeing_monitoring "
        "(мониторинг школьного благополучия)."
    )
    subkind: DiagnosticsKind | None = Field(default=None, description="Of diagnostics alone, and required there (B28).")
    level: SupportLevel | None = Field(
        default=None, description="Of network associations, events and internship sites, and required there."
    )
    productive_form: ProductiveForm | None = Field(
        default=None, description="Of events: how the school took a productive part (продуктивное участие)."
    )
    starts_on: LocalDate
    ends_on: LocalDate | None = Field(default=None, description="Last day, included; null: it goes on.")
    teachers: _Count | None = Field(
        default=None, description="Teachers (педагоги) supported; null: not counted, or told by keys."
    )
    leaders: _Count | None = Field(default=None, description="Leaders and management teams (руководители).")
    pupils: _Count | None = Field(default=None, description="Pupils (обучающиеся).")
    teachers_total: _Count | None = Field(
        default=None, description="All teachers of the school, persons, not posts; the denominator of shares (B29)."
    )
    leaders_total: _Count | None = Field(default=None, description="All leaders of the school.")
    pupils_total: _Count | None = Field(
        default=None, description="All pupils for whom the action is meant: of extra lessons all who are failing."
    )
    persons: list[SupportedPerson] = Field(
        default=[],
        max_length=_MOST_PERSONS,
        description="Persons by opaque keys, so that each is counted once. A head count of their role must agree.",
    )
    provider: _Text | None = Field(default=None, description="Organisation or post that gave it; never a person.")
    provider_school_code: _SchoolCode | None = Field(
        default=None, description="The school that gave it; of a lead school required."
    )
    document: SupportDocument | None = Field(default=None, description="Of a lead school the agreement, required.")
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)] | None = Field(
        default=None, description="In words, without names (B58)."
    )
    measure_task_id: UUID | None = Field(default=None, description="The task of a roadmap that it carries out.")


class SupportActionCreate(SupportActionUpdate):
    """A new support action (мера поддержки) for a school."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"school_code": "edu240001", **_EXAMPLE_CONTENT}]},
    )

    school_code: _SchoolCode = Field(description="The school that is supported.")


class SupportActionRead(ResponseModel):
    """A support action (мера поддержки) as it is recorded."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "id": "7b1c2f0e-53a4-4d8e-9a0b-1f7c5b2d3e01",
                    "municipality": "04729000",
                    "school_code": "edu240001",
                    **_EXAMPLE_CONTENT,
                    "state": "recorded",
                    "version": 1,
                    "created_at": "2022-10-17T02:00:00Z",
                    "updated_at": "2022-10-17T02:00:00Z",
                    "allowed_actions": ["update", "withdraw"],
                }
            ]
        },
    )

    id: UUID
    municipality: str = Field(description="ОКТМО.")
    school_code: str
    academic_year: str
    kind: SupportKind
    subkind: DiagnosticsKind | None
    level: SupportLevel | None
    productive_form: ProductiveForm | None
    starts_on: date
    ends_on: date | None
    teachers: int | None
    leaders: int | None
    pupils: int | None
    teachers_total: int | None
    leaders_total: int | None
    pupils_total: int | None
    persons: list[SupportedPerson]
    provider: str | None
    provider_school_code: str | None
    document: SupportDocument | None
    note: str | None
    measure_task_id: UUID | None
    state: SupportActionState
    version: int = Field(description="Also in `ETag`.")
    created_at: datetime
    updated_at: datetime
    allowed_actions: list[Literal["update", "withdraw"]] = Field(description="What you may do with it now.")
