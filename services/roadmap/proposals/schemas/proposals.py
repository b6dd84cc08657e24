"""Shapes of proposals as they are read and decided."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from services.roadmap.roadmaps.schemas import MeasureWrite
from shared.http.orders import Order
from shared.http.schemas import RequestModel, ResponseModel

Remarks = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]

_MEASURE: JsonDict = {
    "title": "Внести недостающее оборудование и доступ в Интернет в план обеспечения школы, назвать срок и источник.",
    "responsible": [{"kind": "role", "name": "Руководитель органа управления образованием"}],
    "deficits": ["norilsk-2022/material-base"],
}


class ProposalSource(StrEnum):
    """What a proposal follows from."""

    recommendation = "recommendation"
    """a recommendation of a published report"""
    undone = "undone"
    """a measure of the year before that was not done"""
    no_effect = "no_effect"
    """a measure that was done, while the criterion is still met"""


class ProposalState(StrEnum):
    """What people made of it."""

    proposed = "proposed"
    accepted = "accepted"
    declined = "declined"


ProposalAction = Literal["accept", "reject"]


class ProposalRead(ResponseModel):
    """A proposed measure (предлагаемое мероприятие) and what people made of it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "9a3c1b7e-6f0d-4e58-8d0a-6f3b2c1d4e5f",
                    "municipality": "04729000",
                    "school_code": "edu240001",
                    "source": "recommendation",
                    "academic_year": "2023/2024",
                    "reason": "Рекомендация опубликованной справки за 2022/2023.",
                    "measure": _MEASURE,
                    "report_id": "b1d0a3a6-7f0e-4a55-8f43-0c6c4d0c9f10",
                    "task_id": None,
                    "state": "proposed",
                    "measure_id": None,
                    "remarks": None,
                    "decided_at": None,
                    "created_at": "2023-09-25T05:00:00Z",
                    "version": 1,
                    "allowed_actions": ["accept", "reject"],
                }
            ]
        }
    )

    id: UUID
    municipality: str = Field(description="ОКТМО.")
    school_code: str | None = Field(description="The school it is for; null for the municipality as a whole.")
    source: ProposalSource
    academic_year: str = Field(description="The year for whose plan it is proposed.")
    reason: str = Field(description="Why, in Russian.")
    measure: MeasureWrite = Field(description="The measure as it would stand in the roadmap.")
    report_id: UUID | None
    task_id: UUID | None = Field(description="The task of the year before.")
    state: ProposalState
    measure_id: UUID | None = Field(description="What it became.")
    remarks: str | None = Field(description="Why it was declined.")
    decided_at: datetime | None
    created_at: datetime
    version: int
    allowed_actions: list[ProposalAction] = Field(description="What you may do now.")


class ProposalAccept(RequestModel):
    """Into which roadmap a proposed measure goes."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"roadmap_id": "5d8a0a52-3f7e-4c7e-9a53-0d5a9a1c2d02"}]},
    )

    roadmap_id: UUID = Field(description="Of the same municipality: the school's own or the municipal one.")
    measure: MeasureWrite | None = Field(None, description="The measure as people want it; left out: as proposed.")
    reason: Remarks | None = Field(None, description="Why an approved roadmap is changed; required there.")
    order: Order | None = Field(None, description="Приказ on which an approved roadmap is changed, where there is one.")


class ProposalReject(RequestModel):
    """Why a proposed measure is declined."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"remarks": "Уже сделано школой в августе."}]}
    )

    remarks: Remarks = Field(description="Why (обоснование).")
