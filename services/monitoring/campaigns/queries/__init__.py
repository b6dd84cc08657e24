"""Every SQL statement of campaigns."""

from services.monitoring.campaigns.queries.campaigns import (
    CampaignFilters,
    FoundCampaign,
    add_campaign,
    find_same_campaign,
    find_visible_campaign,
    find_visible_municipality,
    get_oktmo,
    list_campaigns,
    lock_campaign,
    read_clock,
    store_campaign,
)
from services.monitoring.campaigns.queries.participants import (
    Chosen,
    add_participants,
    list_answered_outside,
    list_misplaced_schools,
    remove_participants_outside,
)
from services.monitoring.campaigns.queries.participation import (
    Participants,
    count_participation,
    list_participants,
    tell_answered,
)

__all__ = [
    "CampaignFilters",
    "Chosen",
    "FoundCampaign",
    "Participants",
    "add_campaign",
    "add_participants",
    "count_participation",
    "find_same_campaign",
    "find_visible_campaign",
    "find_visible_municipality",
    "get_oktmo",
    "list_answered_outside",
    "list_campaigns",
    "list_misplaced_schools",
    "list_participants",
    "lock_campaign",
    "read_clock",
    "remove_participants_outside",
    "store_campaign",
    "tell_answered",
]
