"""Shapes of jobs as operators see them."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.schemas import Progress, ResponseModel
from shared.queue import JobStatus


class JobRead(ResponseModel):
    """A job (задание) of a service."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "2b1f7f0e-0d5c-4d0e-9a53-7f3d1f6f5c01",
                    "kind": "identification.execute_run",
                    "payload": {"run_id": "6f2b0f0c-6f0f-4a53-9a3c-0d5a9a1c1d01"},
                    "state": "dead",
                    "due_at": "2022-10-15T17:00:00Z",
                    "failures": 5,
                    "last_error": "UniqueViolationError (execution.py:44)",
                    "progress": None,
                    "created_at": "2022-10-15T17:00:00Z",
                    "started_at": "2022-10-15T17:04:30Z",
                    "finished_at": "2022-10-15T17:04:31Z",
                    "allowed_actions": ["retry"],
                }
            ]
        }
    )

    id: UUID
    kind: str
    payload: dict[str, Any] = Field(description="Ids of what it works on.")
    state: JobStatus = Field(description="ready also between attempts; dead: given up, `last_error` says why.")
    due_at: datetime = Field(description="Not before this moment.")
    failures: int = Field(description="Attempts that raised an error.")
    last_error: str | None = Field(description="Without values: our own sentence, or the class and place of the error.")
    progress: Progress | None = Field(description="Null before the first report.")
    created_at: datetime
    started_at: datetime | None = Field(description="Begin of the latest attempt.")
    finished_at: datetime | None
    allowed_actions: list[str] = Field(description="What can be done to it now: retry, cancel, run_now.")
