"""Shapes of the summary table: indicators × schools, as 002 §3.2 asks for it."""

from enum import StrEnum
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from services.identification.runs.schemas.verdicts import VerdictStatus
from shared.http.schemas import ResponseModel


class TableColumn(ResponseModel):
    """One indicator (показатель) of the table, or what a criterion makes of several."""

    kind: Literal["result", "share", "answer", "sum", "criterion"]
    code: str = Field(description="Procedure, element or criterion; `sum` of the elements before it.")
    number: str | None = Field(description="As the source numbers it; null where the pack gives no number.")
    title: str
    academic_year: str | None = Field(description="Null for criteria.")
    threshold: str | None = Field(description="Percent, a decimal string.")
    operator: str | None = Field(description="at-least or more-than.")


class CellContent(StrEnum):
    """What stands in a cell of the table."""

    given = "given"
    missing = "missing"
    not_considered = "not_considered"


class TableCell(ResponseModel):
    """What one school has under one indicator."""

    content: CellContent = Field(description="`not_considered`: not held, not taught, or another was taken instead.")
    answer: Literal["yes", "no", "not_applicable"] | None
    numerator: int | None
    denominator: int | None
    percent: str | None = Field(description="For display, two decimals, half up; triggers compare exactly.")
    triggered: bool | None = Field(description="Whether it counts as low or as a risk; null while that is open.")


class TableRow(ResponseModel):
    """One school with its cells, in the order of the columns."""

    school_code: str
    school_name: str
    municipality_oktmo: str
    status: VerdictStatus
    cells: list[TableCell]


class SummaryTable(ResponseModel):
    """The summary table of a run (сводная таблица, 002 §3.2): one page of schools."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "run_id": "6f2b0f0c-6f0f-4a53-9a3c-0d5a9a1c1d01",
                    "columns": [
                        {
                            "kind": "share",
                            "code": "teachers-36h-load",
                            "number": "2.1",
                            "title": "Доля учителей, имеющих нагрузку 36 часов и более от общего числа учителей",
                            "academic_year": "2022/2023",
                            "threshold": "10",
                            "operator": "more-than",
                        }
                    ],
                    "items": [
                        {
                            "school_code": "edu240001",
                            "school_name": "МБОУ «СШ № 1»",
                            "municipality_oktmo": "04729000",
                            "status": "identified",
                            "cells": [
                                {
                                    "content": "given",
                                    "answer": None,
                                    "numerator": 5,
                                    "denominator": 40,
                                    "percent": "12.50",
                                    "triggered": True,
                                }
                            ],
                        }
                    ],
                    "next_cursor": None,
                }
            ]
        }
    )

    run_id: UUID
    columns: list[TableColumn]
    items: list[TableRow] = Field(description="The schools of this page, by code.")
    next_cursor: str | None = Field(description="Pass it as `cursor` to go on; null on the last page.")
