"""Shapes of effects, eliminations and exits."""

from services.roadmap.effects.schemas.effects import (
    CriterionMove,
    EffectGroup,
    EffectRead,
    EffectsRead,
    EffectTerms,
    MeasureKind,
    SchoolEffect,
)
from services.roadmap.effects.schemas.eliminations import EliminationRead, EliminationState
from services.roadmap.effects.schemas.exits import (
    ExitCriterion,
    ExitPage,
    ExitRead,
    ExitStanding,
    MovementCounts,
    UnlistedDraft,
)

__all__ = [
    "CriterionMove",
    "EffectGroup",
    "EffectRead",
    "EffectTerms",
    "EffectsRead",
    "EliminationRead",
    "EliminationState",
    "ExitCriterion",
    "ExitPage",
    "ExitRead",
    "ExitStanding",
    "MeasureKind",
    "MovementCounts",
    "SchoolEffect",
    "UnlistedDraft",
]
