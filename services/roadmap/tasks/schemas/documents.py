"""Shapes of the documents that confirm a task."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field, StrictBool, StringConstraints
from pydantic.config import JsonDict

from shared.filing.schemas import FileRead
from shared.http.schemas import LocalDate, RequestModel, ResponseModel
from shared.indicators.documents import Document

_EXAMPLE_WRITTEN: JsonDict = {
    "kind": "report",
    "title": "Аналитическая справка по итогам цикла мероприятий",
    "number": "12",
    "issued_on": "2023-04-28",
    "link": None,
    "reference_only": False,
}
EXAMPLE_DOCUMENT: JsonDict = {
    **_EXAMPLE_WRITTEN,
    "id": "5c0b6f0e-2f43-4a0a-9b1c-8f0f5d1c7a31",
    "file": {
        "name": "Справка 12.pdf",
        "media_type": "application/pdf",
        "size_bytes": 184320,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
    "confirms": True,
    "created_at": "2023-04-28T03:00:00Z",
    "updated_at": "2023-04-28T03:01:00Z",
    "version": 2,
}


class DocumentWrite(RequestModel):
    """A document of a task (подтверждающий документ) as it shall be; its file is sent by `PUT …/file`."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_EXAMPLE_WRITTEN]}
    )

    kind: Document = Field(description="Kind of document (вид документа).")
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)] = Field(
        description="As printed. No names of pupils or teachers (B58)."
    )
    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)] | None = Field(
        default=None, description="As printed."
    )
    issued_on: LocalDate | None = None
    link: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/$.?#][^\s]*$", max_length=2000)] | None = Field(
        default=None, description="Where it is published (ссылка на публикацию), instead of a file or beside it."
    )
    reference_only: StrictBool = Field(
        default=False,
        description="It names pupils or teachers itself: number and date are kept, no file and no link (B58).",
    )


class TaskFile(FileRead):
    """The file of a document; `GET …/file` returns it."""


class TaskDocument(ResponseModel):
    """A document (подтверждающий документ) of a task."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True, frozen=True, json_schema_extra={"examples": [EXAMPLE_DOCUMENT]}
    )

    id: UUID
    kind: Document
    title: str
    number: str | None
    issued_on: date | None
    link: str | None
    reference_only: bool
    file: TaskFile | None
    confirms: bool = Field(
        description="It is of a kind that the measure asks for, and has number and date, a link or a file."
    )
    created_at: datetime
    updated_at: datetime
    version: int = Field(description="Counts the edits; as ETag.")
