"""Shapes of support actions."""

from services.roadmap.support.schemas.actions import (
    SupportActionCreate,
    SupportActionRead,
    SupportActionState,
    SupportActionUpdate,
    SupportDocument,
    SupportedPerson,
)
from services.roadmap.support.schemas.summaries import SupportCount, SupportedHeads, SupportedSchool

__all__ = [
    "SupportActionCreate",
    "SupportActionRead",
    "SupportActionState",
    "SupportActionUpdate",
    "SupportCount",
    "SupportDocument",
    "SupportedHeads",
    "SupportedPerson",
    "SupportedSchool",
]
