"""Shapes of schools that left a list."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from services.roadmap.effects.schemas.effects import Standing
from shared.http.schemas import ResponseModel
from shared.reference.categories import Category


class ExitEvidence(ResponseModel):
    """One number or answer that a criterion looked at (основание), or the sum of several."""

    academic_year: str
    procedure: str | None = None
    element: str | None = None
    answer: str | None
    numerator: int | None
    denominator: int | None
    percent: str | None = Field(description="For display, two decimals, half up.")
    threshold: str | None
    operator: str | None
    met: bool | None


class ExitStanding(ResponseModel):
    """How a criterion stood in one year, with its numbers."""

    state: Standing
    evidence: list[ExitEvidence]


class ExitCriterion(ResponseModel):
    """One criterion that was met, and how it stands now."""

    criterion: str
    criterion_title: str
    before: ExitStanding
    after: ExitStanding


class ExitMeasure(ResponseModel):
    """What the school did between the two lists."""

    task_id: UUID
    title: str
    done_on: date
    criteria: list[str] = Field(description="The criteria it answers.")


class ExitRead(ResponseModel):
    """A school that was listed and is not any more, and why (выход из списка)."""

    school_code: str
    school_name: str
    municipality_oktmo: str
    basis: Literal["document", "calculated"] = Field(description="Of the list it stood on.")
    earlier_list_id: UUID
    list_id: UUID = Field(description="The list in force that does not name it.")
    criteria: list[ExitCriterion] = Field(description="Those that were met in the earlier year.")
    measures: list[ExitMeasure]
    reason: str = Field(description="The same in Russian.")


class MovementCounts(ResponseModel):
    """Schools by what became of them; the parts are all schools listed in either year."""

    left: int
    stayed: int
    entered: int
    no_earlier_list: int = Field(description="Listed now, where the earlier year had no list.")
    no_later_list: int = Field(description="Listed then, where the later year has no list: they did not leave.")


class ExitPage(ResponseModel):
    """One page of schools that left a list, beside those that stayed and entered."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "category": "at_risk",
                    "academic_year": "2023/2024",
                    "earlier_academic_year": "2022/2023",
                    "counts": {"left": 1, "stayed": 8, "entered": 2, "no_earlier_list": 0, "no_later_list": 0},
                    "items": [],
                    "next_cursor": None,
                }
            ]
        }
    )

    category: Category
    academic_year: str
    earlier_academic_year: str
    counts: MovementCounts
    items: list[ExitRead]
    next_cursor: str | None = Field(description="Pass it as `cursor` to go on; null on the last page.")


class UnlistedDraft(ResponseModel):
    """A draft made for a list that was superseded; no list in force names its school (школа больше не в списке)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "roadmap_id": "5f6b1a52-1c3f-4f6a-9b57-3c1d2e4f5a61",
                    "title": "Дорожная карта поддержки: МБОУ «СШ № 1»",
                    "list_id": "b1d0a3a6-7f0e-4a55-8f43-0c6c4d0c9f10",
                    "school_code": "edu240001",
                    "school_name": "МБОУ «СШ № 1»",
                    "municipality_oktmo": "04729000",
                }
            ]
        }
    )

    roadmap_id: UUID
    title: str
    list_id: UUID
    school_code: str
    school_name: str
    municipality_oktmo: str
