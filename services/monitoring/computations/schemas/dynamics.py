"""Shapes of what became of values."""

from typing import Literal, TypeAlias
from uuid import UUID

from pydantic import ConfigDict, Field

from services.monitoring.computations.schemas.values import PERCENT
from shared.http.schemas import ResponseModel

Change: TypeAlias = Literal["improved", "worsened", "changed", "unchanged", "no_data"]
"""What became of a value; `changed` where the source does not say which way is better."""


class MeasuredRead(ResponseModel):
    """A value as it was or is."""

    numerator: int | None
    denominator: int | None
    percent: str | None = Field(description=PERCENT)
    value: Literal["yes", "no", "not_applicable"] | int | None


class TargetValueRead(ResponseModel):
    """What the municipality means to reach (целевое значение)."""

    id: UUID
    percent: str | None
    count: int | None
    answer: Literal["yes", "no"] | None
    source: str


class DynamicsRead(ResponseModel):
    """What became of one value (динамика показателя) since the period before, and beside its target."""

    indicator: str
    now: MeasuredRead
    before: MeasuredRead | None
    change: Change = Field(description="Compared exactly, before anything is rounded.")
    difference: str | None = Field(
        description="Percentage points of a share, two decimals, half up from the exact difference; of a count, units."
    )
    target: TargetValueRead | None
    target_reached: Literal["yes", "no", "unknown"] | None = Field(description="Null without a target.")


class PreviousRead(ResponseModel):
    """The computation that values are held against."""

    computation_id: UUID
    period: str


class ObjectDynamicsRead(ResponseModel):
    """One object with what became of its values (динамика)."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [
                {
                    "level": "municipality",
                    "code": "04729000",
                    "name": "Городской округ город Норильск",
                    "municipality_oktmo": "04729000",
                    "previous": {"computation_id": "4c0d7f0e-5a4b-4c1e-9f53-7f3d1f6f5c11", "period": "2021/2022"},
                    "values": [
                        {
                            "indicator": "m-2.4.1",
                            "now": {"numerator": 3, "denominator": 4, "percent": "75.00", "value": None},
                            "before": {"numerator": 2, "denominator": 4, "percent": "50.00", "value": None},
                            "change": "improved",
                            "difference": "25.00",
                            "target": None,
                            "target_reached": None,
                        }
                    ],
                }
            ]
        },
    )

    level: Literal["region", "municipality", "school"]
    code: str
    name: str
    municipality_oktmo: str | None
    previous: PreviousRead | None = Field(description="Null where the period before was not computed.")
    values: list[DynamicsRead]
