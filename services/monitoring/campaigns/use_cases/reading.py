"""Campaigns as people read them."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns import queries, rules
from services.monitoring.campaigns.queries import FoundCampaign, Participants
from services.monitoring.campaigns.schemas import (
    Answered,
    CampaignAction,
    CampaignRead,
    ParticipantRead,
    ParticipationCounts,
    ParticipationRead,
)
from shared.access.principals import Principal
from shared.clock import utc_now
from shared.database.paging import PageRequest
from shared.http.orders import find_order

_TOLD = (
    *("id", "pack_version", "period", "responsible", "starts_on", "ends_on", "remind_on", "analysis_due_on"),
    *("analysis_on_working_day", "options", "timezone", "state", "opened_at", "reminded_at", "closed_at"),
    *("analysed_at", "published_at", "published_url", "schedule_id", "created_at", "updated_at", "version"),
)


def describe_campaign(principal: Principal, found: FoundCampaign) -> CampaignRead:
    """Return a campaign as this caller reads it."""
    campaign, now = found.campaign, utc_now()
    return CampaignRead.model_validate(
        {name: getattr(campaign, name) for name in _TOLD}
        | {
            "pack": campaign.pack_code,
            "set": campaign.set_code,
            "title": found.title,
            "municipality": found.oktmo,
            "order": find_order(campaign),
            "participants": {"schools": found.schools, "municipality": found.is_municipality_asked},
            "waits_for_order": found.waits_for_order,
            "is_overdue": rules.is_overdue(campaign, now),
            "is_analysis_overdue": rules.is_analysis_overdue(campaign, now),
            "allowed_actions": _list_actions(principal, found),
        }
    )


async def describe_participation(
    session: AsyncSession, principal: Principal, found: FoundCampaign, wanted: Answered | None, page: PageRequest
) -> ParticipationRead:
    """Return who of the caller's schools takes part, and who has answered."""
    those = Participants(principal, found.campaign, rules.find_deadline(found.campaign, utc_now()))
    counts = await queries.count_participation(session, those)
    participants = await queries.list_participants(session, those, wanted, page)
    return ParticipationRead(
        counts=ParticipationCounts.model_validate({word.value: counts.get(word.value, 0) for word in Answered}),
        items=[ParticipantRead.model_validate(row) for row in participants.items],
        next_cursor=participants.next_cursor,
    )


def _list_actions(principal: Principal, found: FoundCampaign) -> list[CampaignAction]:
    if "monitoring:conduct" not in principal.scopes or not found.is_municipality_visible:
        return []
    return rules.list_actions(found.campaign, waits_for_order=found.waits_for_order)
