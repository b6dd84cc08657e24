"""Changes over HTTP: one shape for every kind of object."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.schemas import ResponseModel


class ChangeRead(ResponseModel):
    """One change (запись журнала изменений) of one object."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "action": "updated",
                    "fields": ["name"],
                    "client_id": "0b2f1c7e-4f61-4d0f-8a3b-5b8f3f0f7c11",
                    "happened_at": "2022-10-03T06:00:00Z",
                }
            ]
        }
    )

    action: str = Field(description="What was done, a verb in the past: created, updated, approved …")
    fields: list[str] = Field(description="Names of the fields that changed; empty where the whole is meant.")
    client_id: UUID | None = Field(description="Who did it; null for the product itself.")
    happened_at: datetime
