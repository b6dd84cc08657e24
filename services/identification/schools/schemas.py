"""Shapes of the register, and which schools or facts are wanted."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

from shared.http.schemas import LocalDate, RequestModel, ResponseModel
from shared.reference.check_digits import InnText, OgrnText, OktmoText
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code
from shared.reference.school_register import SpecialType, Subordination

_WRITTEN: dict[str, Any] = {
    "school_name": "МБОУ «СОШ № 1»",
    "municipality_oktmo": "04729000",
    "grades_from": 1,
    "grades_to": 11,
    "inn": "7707083893",
    "ogrn": "1027700132195",
    "opened_on": "1975-09-01",
    "closed_on": None,
    "subordination": "municipal",
    "special_type": "general",
    "successor_code": None,
}
_CONTROL_CHARACTER = re.compile("[\x00-\x1f\x7f-\x9f]")


def _without_control_characters(text: str) -> str:
    if _CONTROL_CHARACTER.search(text):
        raise ValueError("В названии есть управляющий знак (перевод строки или подобный): уберите его.")
    return text


_Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
    AfterValidator(_without_control_characters),
]
_Grade = Annotated[int, Field(ge=1, le=12)]


class SchoolWrite(RequestModel):
    """What the register is to say of a school (запись реестра школ): the whole of it, what is left out is unknown."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_WRITTEN]}
    )

    school_name: _Name
    municipality_oktmo: OktmoText = Field(description="ОКТМО of the municipality, eight digits; a ninth is checked.")
    grades_from: _Grade | None = Field(default=None, description="Lowest grade taught; both or none.")
    grades_to: _Grade | None = Field(default=None, validate_default=True, description="Highest grade taught.")
    inn: InnText | None = Field(default=None, description="ИНН of the organisation, ten digits.")
    ogrn: OgrnText | None = Field(default=None, description="ОГРН, thirteen digits.")
    opened_on: LocalDate | None = Field(default=None, description="First day of work, local.")
    closed_on: LocalDate | None = Field(default=None, description="Last day of work, local.")
    subordination: Subordination = Field(default=Subordination.municipal, description="Whose school (подчинённость).")
    special_type: SpecialType = Field(default=SpecialType.general, description="Type that counts may leave out.")
    successor_code: Annotated[str, Field(pattern=SCHOOL_CODE_PATTERN), AfterValidator(canonical_school_code)] | None = (
        Field(default=None, description="School into which a closed one was merged (правопреемник).")
    )

    @field_validator("grades_to")
    @classmethod
    def _check_grades(cls, value: int | None, info: ValidationInfo) -> int | None:
        lowest = info.data.get("grades_from", value)
        if (lowest is None) != (value is None):
            raise ValueError("Укажите оба класса, первый и последний, или ни одного.")
        if lowest is not None and value is not None and lowest > value:
            raise ValueError("Последний класс меньше первого.")
        return value

    @field_validator("closed_on")
    @classmethod
    def _check_dates(cls, value: date | None, info: ValidationInfo) -> date | None:
        opened_on = info.data.get("opened_on")
        if value is not None and opened_on is not None and value < opened_on:
            raise ValueError("Школа не может закрыться раньше, чем открылась.")
        return value

    @field_validator("successor_code")
    @classmethod
    def _check_successor(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and info.data.get("closed_on", value) is None:
            raise ValueError("Правопреемник бывает только у закрытой школы: укажите дату закрытия.")
        return value


class _SchoolValues(ResponseModel):
    """What a school and its versions tell."""

    school_code: str = Field(description="As the sender writes it; `sch` and `edu` are the same school.")
    school_name: str
    grades_from: int | None = Field(description="Lowest grade taught; null where not told.")
    grades_to: int | None = Field(description="Highest grade taught; null where not told.")
    inn: str | None = Field(description="ИНН of the organisation; null where not told.")
    ogrn: str | None = Field(description="ОГРН; null where not told.")
    opened_on: date | None = Field(description="First day of work; null where not told.")
    closed_on: date | None = Field(description="Last day of work; null while the school works.")
    subordination: Subordination = Field(description="Whose school (подчинённость).")
    special_type: SpecialType = Field(description="Type that counts may leave out.")
    successor_code: str | None = Field(description="School into which a closed one was merged, by its key.")


class SchoolRead(_SchoolValues):
    """A school (общеобразовательная организация) of the register."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                _WRITTEN
                | {
                    "school_code": "edu240001",
                    "municipality_name": "Норильск",
                    "version": 3,
                    "allowed_actions": ["save"],
                }
            ]
        }
    )

    municipality_oktmo: str = Field(description="ОКТМО, eight digits.")
    municipality_name: str
    version: int = Field(description="Counts the versions; as ETag it stands in the header.")
    allowed_actions: list[str] = Field(description="What you may do with it now: `save`, or nothing.")


class SchoolVersionRead(_SchoolValues):
    """One version of a school (версия записи реестра), the current one included."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {field: value for field, value in _WRITTEN.items() if field != "municipality_oktmo"}
                | {
                    "school_code": "edu240001",
                    "version": 3,
                    "fields": ["school_name"],
                    "recorded_at": "2022-10-03T06:00:00Z",
                    "client_id": "0b2f1c7e-4f61-4d0f-8a3b-5b8f3f0f7c11",
                    "receipt_id": None,
                }
            ]
        }
    )

    version: int
    fields: list[str] = Field(description="Fields that differ from the version before; empty for the first one.")
    recorded_at: datetime
    client_id: UUID | None = Field(description="Who wrote it; null for the product itself.")
    receipt_id: UUID | None = Field(description="The import it came with; null where it was edited.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFilters:
    """Which schools are wanted; None everywhere means all."""

    region: str | None = None
    municipality: str | None = None
    subordination: Subordination | None = None
    special_type: SpecialType | None = None
    active_on: date | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class FactFilters:
    """Which facts are wanted: of one school (its key), of one academic year (its first calendar year), or all."""

    school_code: str | None = None
    academic_year: int | None = None
