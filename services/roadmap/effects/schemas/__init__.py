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
from services.roadmap.effects.schemas.indicators import IndicatorEffect, IndicatorGroup, IndicatorShare, SchoolIndicator

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
    "IndicatorEffect",
    "IndicatorGroup",
    "IndicatorShare",
    "MeasureKind",
    "MovementCounts",
    "SchoolEffect",
    "SchoolIndicator",
    "UnlistedDraft",
]
