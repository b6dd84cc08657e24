"""Shapes of packs: their files, their versions, their checks, how two versions differ."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic.config import JsonDict

from shared.http.orders import Order
from shared.http.schemas import Progress, RequestModel, ResponseModel
from shared.queue import JobPayload

_MOST_FILES = 100
_MOST_CHARACTERS = 512 * 1024  # several times the largest pack there is; a document of this size is read in seconds

FileName = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\u0000-\u001f\u007f]+$")]

_EXAMPLE_FILES: JsonDict = {
    "files": {
        "pack.yaml": "code: norilsk-2022\nversion: 1.1.1\ntitle: Программа повышения качества образования\n",
        "identification.yaml": "elements: []\nrules: []\n",
        "cases/low-results.yaml": "title: ШНОР\nrule: low-results\nacademic_year: 2022/2023\ncases: []\n",
    }
}
_EXAMPLE_ORDER: JsonDict = {"number": "280-36", "date": "2022-05-20", "title": None, "parties": []}
_EXAMPLE_VERSION: JsonDict = {
    "code": "norilsk-2022",
    "version": "1.1.1",
    "title": "Программа повышения качества образования в школах г. Норильска на 2022–2024 годы",
    "state": "approved",
    "built_in": False,
    "valid_from": "2022/2023",
    "rules": ["low-results", "at-risk"],
    "cases": 32,
    "content_hash": "sha256:9b0c5d3e",
    "installed_at": "2022-10-03T02:00:00Z",
    "approved_at": "2022-10-04T02:00:00Z",
    "order": _EXAMPLE_ORDER,
    "allowed_actions": ["check"],
}


class PackFiles(RequestModel):
    """A pack as its files (файлы программы), by their names inside its folder."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [_EXAMPLE_FILES]})

    files: dict[FileName, str] = Field(
        min_length=1,
        max_length=_MOST_FILES,
        description="`pack.yaml`, `identification.yaml`, `cases/….yaml` as text; 524,288 characters together.",
    )

    @model_validator(mode="after")
    def _check_size(self) -> Self:
        if sum(map(len, self.files.values())) > _MOST_CHARACTERS:
            raise ValueError(f"Файлы вместе длиннее допустимого: можно не больше {_MOST_CHARACTERS} знаков.")
        return self


class PackState(StrEnum):
    """Whether runs may use a version."""

    installed = "installed"
    approved = "approved"


class PackVersionRead(ResponseModel):
    """A version of a pack (версия программы); what it says never changes."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE_VERSION]})

    code: str
    version: str
    title: str
    state: PackState = Field(description="`installed`: waits for its approval. `approved`: runs use it.")
    built_in: bool = Field(description="Came with the product; approved without an order.")
    valid_from: str = Field(description="Academic year from which lists are made by it.")
    rules: list[str]
    cases: int = Field(description="How many golden cases (контрольные случаи) it brings.")
    content_hash: str = Field(description="Over the definition; layout, comments and golden cases do not matter.")
    installed_at: datetime
    approved_at: datetime | None
    order: Order | None = Field(description="By which it was approved (приказ).")
    allowed_actions: list[Literal["check", "approve"]] = Field(description="What you may do with it now.")


class PackVersionDetails(PackVersionRead):
    """A version of a pack (версия программы) with what it says."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [_EXAMPLE_VERSION | {"definition": {"code": "norilsk-2022"}}]}
    )

    definition: dict[str, Any] = Field(description="The pack without its golden cases.")


class PackRead(ResponseModel):
    """A pack (программа): which version is the newest, and which of the approved ones."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "norilsk-2022",
                    "title": "Программа повышения качества образования в школах г. Норильска на 2022–2024 годы",
                    "newest_version": "1.1.1",
                    "approved_version": "1.0.0",
                    "versions": 2,
                }
            ]
        }
    )

    code: str
    title: str = Field(description="Of the newest version.")
    newest_version: str
    approved_version: str | None = Field(description="The newest approved one; null where none is.")
    versions: int = Field(description="How many versions there are.")


class PackCheckState(StrEnum):
    """Where a check stands."""

    queued = "queued"
    running = "running"
    finished = "finished"
    failed = "failed"


class CaseDifferenceRead(ResponseModel):
    """One thing that came out otherwise than a golden case expects."""

    subject: str = Field(description="`status`, `criteria/…`, `flags`, `missing` or `distance`.")
    expected: Any
    got: Any


class WrongCase(ResponseModel):
    """A golden case (контрольный случай) that came out otherwise."""

    file: str = Field(description="Title of the file of cases.")
    case: str
    differences: list[CaseDifferenceRead]


class PackCheckRead(ResponseModel):
    """A check (проверка программы): the golden cases of a version, judged as a run would."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0d0f6c9e-1a4e-4f0e-8a53-5a2f6b1f7c02",
                    "pack": "norilsk-2022",
                    "version": "1.1.1",
                    "state": "finished",
                    "progress": {"done": 32, "total": 32},
                    "passed": False,
                    "cases": 32,
                    "right": 31,
                    "wrong": [
                        {
                            "file": "ШНОР, значения по умолчанию",
                            "case": "ровно 30 процентов",
                            "differences": [{"subject": "status", "expected": "identified", "got": "not_identified"}],
                        }
                    ],
                    "engine_version": "1",
                    "created_at": "2022-10-03T02:00:00Z",
                    "finished_at": "2022-10-03T02:00:01Z",
                    "failure": None,
                }
            ]
        }
    )

    id: UUID
    pack: str
    version: str
    state: PackCheckState
    progress: Progress = Field(description="In golden cases.")
    passed: bool | None = Field(description="Whether every case came out as expected; null until finished.")
    cases: int
    right: int | None = Field(description="Cases that came out as expected; null until finished.")
    wrong: list[WrongCase]
    engine_version: str | None = Field(description="What judged; null until finished.")
    created_at: datetime
    finished_at: datetime | None
    failure: str | None = Field(description="Why the check failed, in Russian.")


class VersionDifference(ResponseModel):
    """One place in which two versions differ."""

    path: str = Field(
        description="Keys from the outside in; rules, criteria and elements by their codes, wherever they stand. "
        "`*order` at the end: only the order of what both have differs.",
        examples=["/identification/rules/low-results/options/threshold/default"],
    )
    before: Any = Field(description="Null where the earlier version has none.")
    after: Any = Field(description="Null where the later version has none.")


class PackComparison(ResponseModel):
    """How two versions of a pack differ (сравнение версий)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "norilsk-2022",
                    "from": "1.0.0",
                    "to": "1.1.1",
                    "differences": [
                        {
                            "path": "/identification/rules/low-results/options/threshold/default",
                            "before": "30",
                            "after": "25",
                        },
                        {"path": "/version", "before": "1.0.0", "after": "1.1.1"},
                    ],
                }
            ]
        }
    )

    code: str
    from_version: str = Field(serialization_alias="from")
    to_version: str = Field(serialization_alias="to")
    differences: list[VersionDifference]


class CheckPack(JobPayload):
    """Judge the golden cases of a version."""

    kind: ClassVar[str] = "identification.check_pack"
    queue: ClassVar[str] = "identification"

    check_id: UUID
