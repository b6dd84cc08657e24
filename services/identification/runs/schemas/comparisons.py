"""Shapes of comparisons of two runs."""

from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from services.identification.runs.schemas.runs import RunTerritory
from services.identification.runs.schemas.verdicts import DistanceRead, VerdictStatus
from shared.http.schemas import ResponseModel


class VerdictChange(StrEnum):
    """What became of a school between two runs; every school has exactly one."""

    entered = "entered"
    stayed = "stayed"
    left = "left"
    became_undetermined = "became_undetermined"
    became_decided = "became_decided"
    stayed_out = "stayed_out"
    stayed_undetermined = "stayed_undetermined"
    only_here = "only_here"
    only_there = "only_there"


class ComparisonSummary(ResponseModel):
    """Schools by what became of them; the parts add up to `schools`."""

    schools: int
    entered: int = Field(description="Identified now, not identified before.")
    stayed: int = Field(description="Identified in both.")
    left: int = Field(description="Identified before, not identified now.")
    became_undetermined: int = Field(description="Decided before, undetermined now.")
    became_decided: int = Field(description="Undetermined before, decided now.")
    stayed_out: int = Field(description="Identified in neither.")
    stayed_undetermined: int = Field(description="Undetermined in both.")
    only_here: int = Field(description="Schools the other run did not look at.")
    only_there: int = Field(description="Schools this run did not look at.")


class ComparedRun(ResponseModel):
    """Which run a side of the comparison is."""

    id: UUID
    academic_year: str
    pack_version: str
    territory: RunTerritory
    options: dict[str, str]


class ComparedVerdict(ResponseModel):
    """What one of the two runs says of a school."""

    status: VerdictStatus
    criteria: dict[str, Literal["met", "not_met", "undetermined"]]
    flags: list[Literal["small_n", "boundary", "partial"]]
    missing_count: int
    distance: DistanceRead


class ComparedSchool(ResponseModel):
    """A school with both verdicts."""

    school_code: str
    school_name: str
    municipality_oktmo: str
    change: VerdictChange
    verdict: ComparedVerdict | None = Field(description="Of this run; null where it did not look at the school.")
    other_verdict: ComparedVerdict | None = Field(description="Of the run compared with.")
    changed_criteria: list[str] = Field(description="Criteria whose state differs, where both runs have a verdict.")


_EXAMPLE_RUN: JsonDict = {
    "id": "6f2b0f0c-6f0f-4a53-9a3c-0d5a9a1c1d01",
    "academic_year": "2023/2024",
    "pack_version": "1.0.0",
    "territory": {"level": "municipality", "code": "04729000"},
    "options": {"threshold": "30", "comparison": "at-least"},
}
_EXAMPLE_VERDICT: JsonDict = {
    "status": "identified",
    "criteria": {"two-procedures-last-year": "met", "one-procedure-each-of-two-years": "not_met"},
    "flags": ["boundary"],
    "missing_count": 0,
    "distance": {"to_enter": None, "to_leave": 1},
}


class RunComparison(ResponseModel):
    """Two runs of one rule (сравнение прогонов): counts, and one page of schools."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "run": _EXAMPLE_RUN,
                    "other": _EXAMPLE_RUN
                    | {"id": "a4b2a1de-52d1-4b7b-8f0a-2f6e0a7b9c03", "academic_year": "2022/2023"},
                    "summary": {
                        "schools": 40,
                        "entered": 2,
                        "stayed": 4,
                        "left": 1,
                        "became_undetermined": 1,
                        "became_decided": 0,
                        "stayed_out": 30,
                        "stayed_undetermined": 2,
                        "only_here": 0,
                        "only_there": 0,
                    },
                    "items": [
                        {
                            "school_code": "edu240001",
                            "school_name": "МБОУ «СШ № 1»",
                            "municipality_oktmo": "04729000",
                            "change": "entered",
                            "verdict": _EXAMPLE_VERDICT,
                            "other_verdict": {
                                "status": "not_identified",
                                "criteria": {
                                    "two-procedures-last-year": "not_met",
                                    "one-procedure-each-of-two-years": "not_met",
                                },
                                "flags": [],
                                "missing_count": 0,
                                "distance": {"to_enter": 1, "to_leave": None},
                            },
                            "changed_criteria": ["two-procedures-last-year"],
                        }
                    ],
                    "next_cursor": None,
                }
            ]
        }
    )

    run: ComparedRun
    other: ComparedRun
    summary: ComparisonSummary = Field(description="Over all schools, whatever page and filter.")
    items: list[ComparedSchool] = Field(description="The schools of this page, by code.")
    next_cursor: str | None = Field(description="Pass it as `cursor` to go on; null on the last page.")
