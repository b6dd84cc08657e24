"""Shapes of lists: their headers, drafts, and the schools on them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from services.identification.runs.schemas import RunTerritory
from shared.http.orders import Order
from shared.http.schemas import RequestModel, ResponseModel
from shared.reference.academic_years import AcademicYearText
from shared.reference.categories import Category
from shared.reference.school_codes import SCHOOL_CODE_PATTERN

MOST_SCHOOLS = 10_000
_EXAMPLE_ORDER: JsonDict = {
    "number": "280-36",
    "date": "2022-10-14",
    "title": "Об утверждении перечня ШНОР",
    "parties": [{"role": "controls", "name": "МБУ «Методический центр»"}],
}
_EXAMPLE_DRAFT: JsonDict = {
    "category": "low_results",
    "academic_year": "2022/2023",
    "territory": {"level": "municipality", "code": "04729000"},
    "source": "ФИОКО",
    "order": _EXAMPLE_ORDER,
}


Source = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    Field(description="Whose list it is.", examples=["ФИОКО"]),
]


class ListBasis(StrEnum):
    """Where a list comes from; a document prevails over a calculation (B13)."""

    document = "document"
    calculated = "calculated"


class ListState(StrEnum):
    """Where a list stands; a published one that another replaced is superseded."""

    draft = "draft"
    published = "published"
    superseded = "superseded"
    withdrawn = "withdrawn"


class ListWrite(RequestModel):
    """A list entered from a document (список по документу), without its schools."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_EXAMPLE_DRAFT]}
    )

    category: Category = Field(description="ШНОР (ШНРО), ШНСУ or рисковая школа.")
    academic_year: AcademicYearText = Field(description="The year in which the list is made (B8).")
    territory: RunTerritory = Field(description="The schools the document speaks of.")
    source: Source
    order: Order


class ListUpdate(RequestModel):
    """What may be corrected in a draft; for another category, year or territory make another draft."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"source": "ФИОКО", "order": _EXAMPLE_ORDER}]},
    )

    source: Source
    order: Order


class ListRead(ResponseModel):
    """A list (список): what it is, on which order it stands, what it replaced and what replaced it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    **_EXAMPLE_DRAFT,
                    "id": "b1d0a3a6-7f0e-4a55-8f43-0c6c4d0c9f10",
                    "basis": "document",
                    "run_id": None,
                    "state": "published",
                    "schools": 6,
                    "undetermined": None,
                    "supersedes_id": None,
                    "superseded_by_id": None,
                    "created_at": "2022-10-14T03:00:00Z",
                    "published_at": "2022-10-14T03:10:00Z",
                    "version": 3,
                    "allowed_actions": [],
                }
            ]
        },
    )

    id: UUID
    category: Category
    academic_year: str
    territory: RunTerritory
    basis: ListBasis
    source: str | None = Field(description="Whose list it is; null for calculated ones.")
    run_id: UUID | None = Field(description="The approved run (прогон); null for documents.")
    state: ListState
    order: Order
    schools: int | None = Field(description="How many it lists in its whole territory; null until they are entered.")
    undetermined: int | None = Field(
        description="Schools that could not be decided and are not on it; null for documents. See `…/verdicts`."
    )
    supersedes_id: UUID | None = Field(description="The list in force before, for the same category, year, territory.")
    superseded_by_id: UUID | None = Field(description="The list that replaced this one.")
    created_at: datetime
    published_at: datetime | None
    version: int = Field(description="Counts the edits; as ETag of a draft.")
    allowed_actions: list[Literal["update", "replace_schools", "withdraw", "publish"]] = Field(
        description="What you may do with it now."
    )


class SchoolsWrite(RequestModel):
    """The schools of a draft, all of them (перечень школ)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"schools": ["edu240001", "edu240002"]}]}
    )

    schools: list[Annotated[str, StringConstraints(pattern=SCHOOL_CODE_PATTERN)]] = Field(
        max_length=MOST_SCHOOLS, description="Codes: kind and six digits."
    )


class SchoolOnList(ResponseModel):
    """A school on a list (школа в списке)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [{"school_code": "edu240001", "school_name": "МБОУ «СШ № 1»", "municipality_oktmo": "04729000"}]
        },
    )

    school_code: str
    school_name: str
    municipality_oktmo: str
