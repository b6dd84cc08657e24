"""Shapes of risks that schools worked on, and of what the next facts say."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from services.roadmap.effects.schemas.effects import Standing
from shared.http.schemas import ResponseModel


class EliminationState(StrEnum):
    """What is known of a risk for which a measure was done."""

    proposed = "proposed"
    """the measure is done, the next facts are not there"""
    confirmed = "confirmed"
    """the criterion is not met by the next facts"""
    not_confirmed = "not_confirmed"
    """it is still met"""
    undetermined = "undetermined"
    """the next facts leave it open"""


class EliminationTask(ResponseModel):
    """A task (задача) that was done for the risk."""

    task_id: UUID
    measure_id: UUID
    roadmap_id: UUID
    title: str
    done_on: date
    task_url: str
    documents_url: str = Field(description="What confirms that it was done.")


class EliminationRisk(ResponseModel):
    """One risk: a criterion, what was done, and how it stands by the next facts."""

    criterion: str = Field(description="`pack/rule/criterion`.")
    criterion_title: str
    state: EliminationState
    before: Standing
    after: Standing
    verdict_before_url: str | None = Field(description="The verdict (заключение) it stands on; null where none is.")
    verdict_after_url: str | None
    tasks: list[EliminationTask]


class EliminationRead(ResponseModel):
    """A school with the risks it worked on (устранение рисков)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "school_code": "edu240001",
                    "school_name": "МБОУ «СШ № 1»",
                    "municipality_oktmo": "04729000",
                    "whole": True,
                    "risks": [
                        {
                            "criterion": "norilsk-2022/at-risk/material-base",
                            "criterion_title": "Материально-техническая база",
                            "state": "confirmed",
                            "before": "met",
                            "after": "not_met",
                            "verdict_before_url": "/identification/v1/runs/…/verdicts/edu240001",
                            "verdict_after_url": "/identification/v1/runs/…/verdicts/edu240001",
                            "tasks": [],
                        }
                    ],
                }
            ]
        }
    )

    school_code: str
    school_name: str
    municipality_oktmo: str
    whole: bool | None = Field(
        description="No criterion that was met before is met now (B43); null while that is open. Without it the "
        "elimination is partial, criterion by criterion."
    )
    risks: list[EliminationRisk]
