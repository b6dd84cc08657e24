"""Tasks as they are read, and what is said when one is done, cancelled or opened again."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StrictBool, StringConstraints
from pydantic.config import JsonDict

from services.roadmap.tasks.schemas.documents import EXAMPLE_DOCUMENT, TaskDocument
from shared.http.schemas import LocalDate, RequestModel, ResponseModel
from shared.indicators.documents import Document
from shared.roadmaps.parties import PartyKind

Remark = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
TaskAction = Literal["start", "complete", "cancel", "reopen", "attach_document"]
EXAMPLE_TASK: JsonDict = {
    "id": "3f0f4a64-2a1c-4d0b-9d51-3e4a1c8d1f01",
    "municipality": "04729000",
    "roadmap": {
        "id": "5d8a0a52-3f7e-4c7e-9a53-0d5a9a1c2d02",
        "title": "План мероприятий по повышению качества общего образования",
        "kind": "municipal",
        "state": "approved",
    },
    "measure": {
        "id": "0c4f1f4e-8d0b-4b53-9a5c-2f4d0c9f1001",
        "section": "Мероприятия с педагогическими и административными работниками",
        "number": "5",
        "title": "Проведение цикла практикориентированных мероприятий для педагогов",
        "items": [],
        "term": "Март – апрель 2023",
        "responsible": [{"kind": "organisation", "name": "МБУ «МЦ»"}],
        "expected_result": "Повышение профессиональных компетенций педагогов",
        "evidence": ["report"],
    },
    "occurrence": 1,
    "school": None,
    "starts_on": "2023-03-01",
    "ends_on": "2023-04-30",
    "state": "in_progress",
    "overdue": False,
    "days_left": 12,
    "reason": None,
    "note": None,
    "done_on": None,
    "updated_at": "2023-03-02T03:00:00Z",
    "version": 2,
    "allowed_actions": ["cancel", "attach_document"],
}
_EXAMPLE_DETAILS: JsonDict = {
    **EXAMPLE_TASK,
    "documents": [EXAMPLE_DOCUMENT],
    "predecessors": [
        {
            "measure_id": "0c4f1f4e-8d0b-4b53-9a5c-2f4d0c9f1000",
            "number": "4",
            "title": "Диагностика профессиональных дефицитов",
            "is_done": True,
        }
    ],
}


class TaskState(StrEnum):
    """How far a task has come; overdue is told from its dates (B54)."""

    planned = "planned"
    in_progress = "in_progress"
    done = "done"
    cancelled = "cancelled"


class MeasureState(StrEnum):
    """How far a measure has come, told from its tasks."""

    planned = "planned"
    in_progress = "in_progress"
    """One of its tasks at least is begun or done, not all."""
    done = "done"
    """All its tasks that are not cancelled."""
    cancelled = "cancelled"
    """All its tasks."""


class TaskCompletion(RequestModel):
    """That a task is done (отметка об исполнении)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"done_on": "2023-04-28", "note": "Проведено шесть семинаров."}]},
    )

    done_on: LocalDate = Field(description="The day on which it was done, today at the latest.")
    note: Remark | None = Field(None, description="What came out, in words. No names of pupils or teachers (B58).")
    despite_predecessors: StrictBool = Field(
        default=False, description="Done although a measure that comes before is not; needs a reason."
    )
    reason: Remark | None = Field(None, description="Why it could be done before its predecessors.")


class TaskReason(RequestModel):
    """Why a task is cancelled or opened again (обоснование)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"reason": "Перенесено на следующий год."}]}
    )

    reason: Remark


class ResponsibleParty(ResponseModel):
    """Who answers for a measure (ответственный): a post or an organisation, never a person's name (B52)."""

    kind: PartyKind
    name: str = Field(description="As printed.", examples=["МБУ «МЦ»"])


class TaskRoadmap(ResponseModel):
    """The roadmap of a task."""

    id: UUID
    title: str
    kind: Literal["municipal", "school"]
    state: Literal["draft", "approved", "closed"]


class TaskMeasure(ResponseModel):
    """The measure (мероприятие) of a task."""

    id: UUID
    section: str | None
    number: str | None = Field(description="As printed; null where the source has none (B53).")
    title: str
    items: list[str] = Field(description="What it consists of, point by point.")
    term: str | None = Field(validation_alias="term_text", description="As written.")
    responsible: list[ResponsibleParty]
    expected_result: str | None
    evidence: list[Document] = Field(description="Kinds of documents of which one at least confirms that it is done.")


class TaskSchool(ResponseModel):
    """The school that has to do it."""

    code: str = Field(examples=["edu240001"])
    name: str | None = Field(examples=["МБОУ «СШ № 1»"])


class TaskRead(ResponseModel):
    """A task (задача): one occurrence of one measure, of all who answer for it or of one school (B51, B52)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True, frozen=True, json_schema_extra={"examples": [EXAMPLE_TASK]}
    )

    id: UUID
    municipality: str = Field(description="ОКТМО.")
    roadmap: TaskRoadmap
    measure: TaskMeasure
    occurrence: int = Field(description="Which time of a measure that comes every year, from 1 on.")
    school: TaskSchool | None = Field(description="Null where those responsible do it together.")
    starts_on: date | None
    ends_on: date | None = Field(description="Last day, included.")
    state: TaskState
    overdue: bool = Field(description="It is not finished, and its last day has passed where the municipality is.")
    days_left: int | None = Field(
        description="Days until the last one, negative when overdue; null of what has no end or is finished."
    )
    reason: str | None = Field(description="Why it was cancelled, opened again, or done before its predecessors.")
    note: str | None = Field(description="What came out, in words.")
    done_on: date | None
    updated_at: datetime
    version: int = Field(description="Also in `ETag`.")
    allowed_actions: list[TaskAction] = Field(description="What you may do with it now.")


class Predecessor(ResponseModel):
    """A measure that comes before."""

    measure_id: UUID
    number: str | None
    title: str
    is_done: bool = Field(description="None of its tasks on which this one waits is unfinished.")


class TaskDetails(TaskRead):
    """A task (задача) with what confirms it and what it waits for."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True, frozen=True, json_schema_extra={"examples": [_EXAMPLE_DETAILS]}
    )

    documents: list[TaskDocument] = Field(description="In the order in which they came, without withdrawn ones.")
    predecessors: list[Predecessor]
