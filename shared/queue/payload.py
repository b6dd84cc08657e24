"""What a job is told: ids, never content."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class JobPayload(BaseModel):
    """Ids a job needs; a subclass names its `kind` ("identification.execute_run") and its `queue` ("identification").

    Ids only: payloads are seen in logs and backups, and the job reads the state of its own moment.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    queue: ClassVar[str]
