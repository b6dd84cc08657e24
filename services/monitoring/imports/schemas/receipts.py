"""What senders read of their imports."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.imports.schemas import ReceiptDescription


class Dataset(StrEnum):
    """What a file holds."""

    values = "values"


class ReceiptRead(ReceiptDescription):
    """Receipt of an import (квитанция): received = created + updated + unchanged + rejected."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0f0f5a3c-8f0e-4c39-9a5e-4f7a8b8f2c11",
                    "dataset": "values",
                    "campaign_id": "7d2f8f0e-6c1b-4f4b-9f53-2f7d3c1a9b10",
                    "mode": "commit",
                    "atomic": "row",
                    "as_of": "2023-09-20T05:55:00Z",
                    "state": "done",
                    "outcome": "merged",
                    "refusal": None,
                    "progress": {"done": 360, "total": 360},
                    "received": 360,
                    "created": 340,
                    "updated": 9,
                    "unchanged": 8,
                    "stale": 1,
                    "rejected": 3,
                    "totals": [{"name": "rows", "declared": 360, "accepted": 357, "agrees": False}],
                    "created_at": "2023-09-20T06:00:00Z",
                    "finished_at": "2023-09-20T06:00:02Z",
                    "failure": None,
                }
            ]
        }
    )

    dataset: Dataset
    campaign_id: UUID = Field(validation_alias="subject_id", description="The campaign whose forms it fills in.")
