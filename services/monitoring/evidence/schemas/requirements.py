"""Shapes of what a campaign asks for: the evidence contract, and the gaps in it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from services.monitoring.evidence.schemas.documents import EvidenceLevel
from shared.http.schemas import ResponseModel
from shared.indicators.documents import Document

_COUNTS: JsonDict = {"required": 40, "missing": 3, "attached": 6, "accepted": 30, "returned": 1, "expired": 0}
_REQUIREMENT: JsonDict = {
    "number": 2,
    "kind": "order",
    "title": "Приказ «Об утверждении школьной программы по повышению качества образования»",
    "indicators": ["s-2.1.1"],
    "reference_only": False,
}


class RequirementState(StrEnum):
    """What became of one required document: the best of the documents that answer it decides."""

    missing = "missing"
    attached = "attached"
    accepted = "accepted"
    returned = "returned"
    expired = "expired"
    not_required = "not_required"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of the pack's evidence, as a campaign asks for it."""

    number: int
    """Its place in the set's evidence, from 1."""
    level: EvidenceLevel
    kind: Document
    title: str
    indicators: tuple[str, ...]
    source: str
    reference_only: bool
    exempting: dict[str, list[str]]
    """By indicator, the answers after which nothing has to be confirmed."""


class EvidenceCounts(ResponseModel):
    """How many documents are required, and what became of them; `required` is the sum of the others."""

    required: int = Field(ge=0, examples=[40])
    missing: int = Field(ge=0, description="No document, or one without file and link.", examples=[3])
    attached: int = Field(ge=0, description="Waiting for a decision.", examples=[6])
    accepted: int = Field(ge=0, examples=[30])
    returned: int = Field(ge=0, examples=[1])
    expired: int = Field(ge=0, description="Not valid on the last day of answers, or today.", examples=[0])


class RequirementRead(ResponseModel):
    """A document that the programme asks for (требование), and how far the participants you see have come."""

    number: int = Field(description="Its number in this campaign, from 1.", examples=[2])
    level: EvidenceLevel = Field(description="Who attaches it.")
    kind: Document
    title: str = Field(description="As the source prints it.")
    indicators: list[str] = Field(description="Indicators it confirms.", examples=[["s-2.1.1"]])
    reference_only: bool = Field(description="The source's document names people: number and date only (B58).")
    source: str
    counts: EvidenceCounts


class EvidenceContract(ResponseModel):
    """What a campaign asks its participants to confirm their answers with (требования к документам)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "counts": _COUNTS,
                    "requirements": [
                        {**_REQUIREMENT, "level": "school", "source": "004 §2.1, последний столбец", "counts": _COUNTS}
                    ],
                }
            ]
        },
    )

    counts: EvidenceCounts
    requirements: list[RequirementRead]


class RequiredDocument(ResponseModel):
    """One required document of one participant."""

    number: int = Field(description="Number of the requirement, from 1.", examples=[2])
    kind: Document
    title: str
    indicators: list[str] = Field(examples=[["s-2.1.1"]])
    reference_only: bool
    state: RequirementState
    documents: list[UUID] = Field(description="What was attached for it and is not withdrawn.")


class ParticipantGaps(ResponseModel):
    """What one participant has confirmed, and what is missing (пробелы в документах)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "level": "school",
                    "object_code": "edu240001",
                    "object_name": "МБОУ «СШ № 1»",
                    "counts": {**_COUNTS, "required": 1, "missing": 1, "attached": 0, "accepted": 0, "returned": 0},
                    "requirements": [{**_REQUIREMENT, "state": "missing", "documents": []}],
                }
            ]
        },
    )

    level: EvidenceLevel
    object_code: str
    object_name: str
    counts: EvidenceCounts = Field(description="Of all that is required of it, whatever states were asked for.")
    requirements: list[RequiredDocument] = Field(description="In the order of the contract.")
