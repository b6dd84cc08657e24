"""What senders read of their imports."""

from pydantic import ConfigDict

from services.identification.imports.schemas.datasets import Dataset
from shared.imports.schemas import ReceiptDescription


class ReceiptRead(ReceiptDescription):
    """Receipt of an import (квитанция): received = created + updated + unchanged + rejected."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "5b0f6d0e-6a0f-4f0c-9a55-3a54d6f5f6a1",
                    "dataset": "results",
                    "mode": "commit",
                    "atomic": "row",
                    "as_of": "2022-10-03T05:55:00Z",
                    "state": "done",
                    "outcome": "merged",
                    "refusal": None,
                    "progress": {"done": 720, "total": 720},
                    "received": 720,
                    "created": 716,
                    "updated": 0,
                    "unchanged": 2,
                    "stale": 1,
                    "rejected": 2,
                    "totals": [{"name": "rows", "declared": 720, "accepted": 718, "agrees": False}],
                    "created_at": "2022-10-03T06:00:00Z",
                    "finished_at": "2022-10-03T06:00:02Z",
                    "failure": None,
                }
            ]
        }
    )

    dataset: Dataset
