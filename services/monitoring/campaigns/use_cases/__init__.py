"""What campaigns do: planned, edited, opened, closed, and told of."""

from services.monitoring.campaigns.use_cases.participants import replace_participants
from services.monitoring.campaigns.use_cases.planning import create_campaign, update_campaign
from services.monitoring.campaigns.use_cases.reading import describe_campaign, describe_participation
from services.monitoring.campaigns.use_cases.recording import CAMPAIGN
from services.monitoring.campaigns.use_cases.states import (
    advance_campaign,
    close_campaign,
    get_locked_campaign,
    open_campaign,
    record_analysis,
    record_publication,
)

__all__ = [
    "CAMPAIGN",
    "advance_campaign",
    "close_campaign",
    "create_campaign",
    "describe_campaign",
    "describe_participation",
    "get_locked_campaign",
    "open_campaign",
    "record_analysis",
    "record_publication",
    "replace_participants",
    "update_campaign",
]
