"""Shapes of what is in force: listed schools, and lists held against each other."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from services.identification.lists.schemas.lists import ListBasis
from services.identification.runs.schemas import VerdictStatus
from shared.http.schemas import ResponseModel
from shared.reference.categories import Category


class Listing(ResponseModel):
    """One category a school is listed in, and by which list."""

    category: Category
    basis: ListBasis = Field(description="document, or calculated where no document is published (B13).")
    list_id: UUID


class ListedSchoolRead(ResponseModel):
    """A listed school, once, with all its categories (B23)."""

    school_code: str
    school_name: str
    municipality_oktmo: str
    listings: list[Listing]


class ListedCounts(ResponseModel):
    """How many schools are listed."""

    schools: int = Field(description="Each once, however many categories it is in (B23).")
    categories: dict[Category, int] = Field(description="By category; a school in two counts in both.")


class ListedSchools(ResponseModel):
    """One page of listed schools (школы в действующих списках)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "school_code": "edu240001",
                            "school_name": "МБОУ «СШ № 1»",
                            "municipality_oktmo": "04729000",
                            "listings": [
                                {
                                    "category": "low_results",
                                    "basis": "document",
                                    "list_id": "b1d0a3a6-7f0e-4a55-8f43-0c6c4d0c9f10",
                                }
                            ],
                        }
                    ],
                    "next_cursor": None,
                    "counts": {"schools": 1, "categories": {"low_results": 1, "disadvantaged": 0, "at_risk": 0}},
                }
            ]
        }
    )

    items: list[ListedSchoolRead]
    next_cursor: str | None = Field(description="Pass it as `cursor` to go on; null on the last page.")
    counts: ListedCounts | None = Field(description="Over all pages; null unless asked for with `count=true`.")


class Difference(StrEnum):
    """How a document and the calculation stand to each other on one school."""

    both = "both"
    only_official = "only_official"
    only_calculated = "only_calculated"
    not_calculated = "not_calculated"


class DifferenceSummary(ResponseModel):
    """Schools by difference; the parts add up to `schools`."""

    schools: int
    both: int
    only_official: int = Field(description="On the document, not identified by the calculation.")
    only_calculated: int = Field(description="Identified by the calculation, not on the document.")
    not_calculated: int = Field(description="On the document; for its municipality nothing calculated is published.")


class CalculatedVerdict(ResponseModel):
    """What the calculation says of a school."""

    run_id: UUID
    status: VerdictStatus


class DifferentSchool(ResponseModel):
    """A school of the document or of the calculation."""

    school_code: str
    school_name: str
    municipality_oktmo: str
    difference: Difference
    official_list_id: UUID
    calculated_list_id: UUID | None
    verdict: CalculatedVerdict | None = Field(description="Null where the run did not look at the school.")


class ListDifference(ResponseModel):
    """The document against the calculation (расхождения официального и расчётного списков, B13)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "category": "low_results",
                    "academic_year": "2022/2023",
                    "summary": {
                        "schools": 7,
                        "both": 5,
                        "only_official": 1,
                        "only_calculated": 1,
                        "not_calculated": 0,
                    },
                    "items": [
                        {
                            "school_code": "edu240007",
                            "school_name": "МБОУ «СШ № 7»",
                            "municipality_oktmo": "04729000",
                            "difference": "only_official",
                            "official_list_id": "b1d0a3a6-7f0e-4a55-8f43-0c6c4d0c9f10",
                            "calculated_list_id": "0f7a4c1e-5f60-4cb3-9d0e-55a3a0d5a811",
                            "verdict": {
                                "run_id": "6f2b0f0c-6f0f-4a53-9a3c-0d5a9a1c1d01",
                                "status": "undetermined",
                            },
                        }
                    ],
                    "next_cursor": None,
                }
            ]
        }
    )

    category: Category
    academic_year: str
    summary: DifferenceSummary = Field(description="Over all your schools, whatever page and filter.")
    items: list[DifferentSchool] = Field(description="The schools of this page, by code.")
    next_cursor: str | None = Field(description="Pass it as `cursor` to go on; null on the last page.")


class ListChange(StrEnum):
    """What became of a school between two years' lists."""

    entered = "entered"
    stayed = "stayed"
    left = "left"
    no_earlier_list = "no_earlier_list"
    no_later_list = "no_later_list"


class ListComparisonSummary(ResponseModel):
    """Schools by what became of them; the parts add up to `schools`."""

    schools: int
    entered: int = Field(description="On the later list only.")
    stayed: int = Field(description="On both.")
    left: int = Field(description="On the earlier list only.")
    no_earlier_list: int = Field(description="On the later list; the municipality had no earlier one.")
    no_later_list: int = Field(description="On the earlier list; the municipality has no later one.")


class ComparedListing(ResponseModel):
    """A school on one of the lists compared, or on both."""

    school_code: str
    school_name: str
    municipality_oktmo: str
    change: ListChange
    list_id: UUID | None = Field(description="The later list of the school's municipality.")
    earlier_list_id: UUID | None = Field(description="The earlier one.")


class ListComparison(ResponseModel):
    """Lists of two years (сравнение списков): who entered, stayed, left. It says who needs help, it ranks nobody."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "category": "low_results",
                    "academic_year": "2023/2024",
                    "earlier_academic_year": "2022/2023",
                    "summary": {
                        "schools": 8,
                        "entered": 2,
                        "stayed": 4,
                        "left": 2,
                        "no_earlier_list": 0,
                        "no_later_list": 0,
                    },
                    "items": [
                        {
                            "school_code": "edu240001",
                            "school_name": "МБОУ «СШ № 1»",
                            "municipality_oktmo": "04729000",
                            "change": "left",
                            "list_id": "3a3c14f4-4c0d-4bd0-8f9e-6a1c1d0a9b22",
                            "earlier_list_id": "b1d0a3a6-7f0e-4a55-8f43-0c6c4d0c9f10",
                        }
                    ],
                    "next_cursor": None,
                }
            ]
        }
    )

    category: Category
    academic_year: str
    earlier_academic_year: str
    summary: ListComparisonSummary = Field(description="Over all your schools, whatever page and filter.")
    items: list[ComparedListing] = Field(description="The schools of this page, by code.")
    next_cursor: str | None = Field(description="Pass it as `cursor` to go on; null on the last page.")
