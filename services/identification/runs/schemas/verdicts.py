"""Shapes of verdicts."""

from enum import StrEnum
from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

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


_EXAMPLE: JsonDict = {
    "school_code": "edu240001",
    "school_name": "МБОУ «СШ № 1»",
    "status": "identified",
    "flags": ["boundary"],
    "distance": {"to_enter": None, "to_leave": 1},
}
EXAMPLE_EXPLANATION = """МБОУ «СШ № 1»: школа выявлена.
Школы с низкими образовательными результатами (ШНОР), 2023/2024.

1. Две процедуры в предыдущем году: выполнен (002 §2.1, критерий 1).
   – ВПР по математике (5 класс), 2022/2023: 7 из 20, 35,00 % (порог: не менее 30 %) — порог достигнут
   – ВПР по русскому языку (5 класс), 2022/2023: 6 из 20, 30,00 % (порог: не менее 30 %) — порог достигнут

Есть показатель ровно на пороге: итог зависит от строгости сравнения."""


class VerdictSummary(ResponseModel):
    """A verdict (заключение) in a list."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                _EXAMPLE
                | {
                    "municipality_oktmo": "04729000",
                    "criteria": {"two-procedures-last-year": "met", "one-procedure-each-of-two-years": "not_met"},
                    "missing_count": 0,
                    "reasons": [
                        (
                            "Две процедуры в предыдущем году (002 §2.1, критерий 1): "
                            "ВПР по математике (5 класс), 2022/2023 — 7 из 20 (35,00 %); "
                            "ВПР по русскому языку (5 класс), 2022/2023 — 6 из 20 (30,00 %)"
                        )
                    ],
                    "missing_names": [],
                }
            ]
        }
    )

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

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                _EXAMPLE
                | {
                    "missing": [],
                    "criteria": [
                        {
                            "code": "two-procedures-last-year",
                            "state": "met",
                            "source": "002 §2.1, критерий 1",
                            "evidence": [
                                {
                                    "academic_year": "2022/2023",
                                    "procedure": "vpr-math-5",
                                    "element": None,
                                    "answer": None,
                                    "numerator": 7,
                                    "denominator": 20,
                                    "percent": "35.00",
                                    "threshold": "30",
                                    "operator": "at-least",
                                    "met": True,
                                }
                            ],
                        }
                    ],
                    "explanation": EXAMPLE_EXPLANATION,
                }
            ]
        }
    )

    school_code: str
    school_name: str
    status: VerdictStatus
    flags: list[Literal["small_n", "boundary", "partial"]]
    missing: list[MissingRead]
    criteria: list[CriterionRead]
    distance: DistanceRead
    explanation: str = Field(description="The same in Russian, as a methodist reads it.")
