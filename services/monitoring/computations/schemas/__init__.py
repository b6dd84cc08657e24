"""Shapes of computations, of their values, and of what became of them."""

from services.monitoring.computations.schemas.computations import (
    ComputationCreate,
    ComputationRead,
    ComputationTerritory,
    ComputeIndicators,
    ValuesWanted,
)
from services.monitoring.computations.schemas.dynamics import (
    Change,
    DynamicsRead,
    MeasuredRead,
    ObjectDynamicsRead,
    PreviousRead,
    TargetValueRead,
)
from services.monitoring.computations.schemas.values import (
    FactorRead,
    GroundRead,
    ObjectRead,
    SchoolContribution,
    TotalRead,
    ValuePartRead,
    ValueRead,
)

__all__ = [
    "Change",
    "ComputationCreate",
    "ComputationRead",
    "ComputationTerritory",
    "ComputeIndicators",
    "DynamicsRead",
    "FactorRead",
    "GroundRead",
    "MeasuredRead",
    "ObjectDynamicsRead",
    "ObjectRead",
    "PreviousRead",
    "SchoolContribution",
    "TargetValueRead",
    "TotalRead",
    "ValuePartRead",
    "ValueRead",
    "ValuesWanted",
]
