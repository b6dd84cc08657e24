"""Shapes of a cycle as it stands."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from shared.http.schemas import ResponseModel
from shared.roadmaps.cycles import Finding

_EVIDENCE: JsonDict = {
    "finding": "programme",
    "kind": "programme",
    "title": "Муниципальная программа поддержки школ",
    "number": "262",
    "dated_on": "2022-06-08",
    "address": "/roadmap/v1/programmes/7d1b6c9e-1a4e-4f0e-8a53-5a2f6b1f7c40",
    "count": 1,
}
_POINT: JsonDict = {
    "text": "Разработать и реализовать комплекс мер по переводу ШНОР и ШНСУ в эффективный режим;",
    "reconstructed": None,
    "source": "000, Цели / Задачи",
    "found_by": ["programme", "roadmaps"],
    "state": "evidenced",
    "found": 1,
    "evidence": [_EVIDENCE],
    "missing": None,
    "advice": None,
}


class EvidenceKind(StrEnum):
    """What confirms a point."""

    programme = "programme"
    target = "target"
    pack = "pack"
    campaign = "campaign"
    document = "document"
    computation = "computation"
    list = "list"
    report = "report"
    recommendations = "recommendations"
    roadmap = "roadmap"
    measure = "measure"
    support_action = "support_action"
    decision = "decision"
    edition = "edition"
    proposal = "proposal"


class StageState(StrEnum):
    """How much of a stage, or of a point, is confirmed; a point is confirmed or not."""

    evidenced = "evidenced"
    partly = "partly"
    missing = "missing"


class CycleEvidence(ResponseModel):
    """One thing in the system that confirms a point (подтверждение)."""

    finding: Finding
    kind: EvidenceKind
    title: str
    number: str | None = Field(description="Of its order, protocol or document.")
    dated_on: date | None
    address: str = Field(description="Where the API shows it; of a publication its address on the site.")
    count: int = Field(description="How many it is or holds: schools of a list, recommendations of a report, tasks.")


class CyclePoint(ResponseModel):
    """One thing that a stage consists of, as printed (действие)."""

    text: str
    reconstructed: str | None = Field(description="What is lost in print and was restored: the words in ⟦ ⟧.")
    source: str
    found_by: list[Finding] = Field(description="Any of these confirms it.")
    state: StageState
    found: int = Field(description="How many things confirm it; `evidence` shows the latest of each kind.")
    evidence: list[CycleEvidence]
    missing: str | None = Field(description="What was looked for and not found, in Russian.")
    advice: str | None = Field(description="What to do, in Russian.")


class CycleStage(ResponseModel):
    """One stage of the cycle (этап)."""

    code: str
    title: str
    source: str
    responsible: list[str]
    term: str | None = Field(description="As printed.")
    state: StageState
    points: list[CyclePoint]


class CycleRead(ResponseModel):
    """The management cycle (управленческий цикл) of a municipality and year: what confirms it, what is missing."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "municipality": "04729000",
                    "municipality_name": "Городской округ город Норильск",
                    "academic_year": "2022/2023",
                    "pack": "municipal-cycle",
                    "pack_version": "1.1.0",
                    "pack_title": "Система работы со школами с низкими результатами обучения",
                    "title": "Этапы управленческого цикла",
                    "source": "000, 1.2",
                    "stages": [
                        {
                            "code": "goals",
                            "title": "Цели / Задачи",
                            "source": "000, Цели / Задачи",
                            "responsible": ["Информационно-методический отдел"],
                            "term": None,
                            "state": "evidenced",
                            "points": [_POINT],
                        }
                    ],
                }
            ]
        },
    )

    municipality: str
    municipality_name: str
    academic_year: str
    pack: str
    pack_version: str
    pack_title: str
    title: str
    source: str
    stages: list[CycleStage]
