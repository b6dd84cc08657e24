"""Shapes of campaigns."""

from services.monitoring.campaigns.schemas.campaigns import (
    CampaignAction,
    CampaignCreate,
    CampaignRead,
    CampaignState,
    CampaignUpdate,
)
from services.monitoring.campaigns.schemas.jobs import AdvanceCampaign
from services.monitoring.campaigns.schemas.participation import (
    Answered,
    ParticipantRead,
    ParticipantsWrite,
    ParticipationCounts,
    ParticipationRead,
)

__all__ = [
    "AdvanceCampaign",
    "Answered",
    "CampaignAction",
    "CampaignCreate",
    "CampaignRead",
    "CampaignState",
    "CampaignUpdate",
    "ParticipantRead",
    "ParticipantsWrite",
    "ParticipationCounts",
    "ParticipationRead",
]
