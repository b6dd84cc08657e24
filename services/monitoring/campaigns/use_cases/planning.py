"""Campaigns are planned and edited; every edit asks anew for the jobs of its days."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns import queries
from services.monitoring.campaigns.errors import CampaignExists, CampaignNotEditable, DatesRefused, OrderRequired
from services.monitoring.campaigns.queries import FoundCampaign
from services.monitoring.campaigns.rules import (
    EDITABLE,
    Days,
    find_analysis_day,
    find_usual_days,
    list_date_faults,
    list_moments,
)
from services.monitoring.campaigns.schemas import AdvanceCampaign, CampaignCreate, CampaignUpdate
from services.monitoring.campaigns.use_cases.participants import add_participants
from services.monitoring.campaigns.use_cases.recording import record_campaign_change
from services.monitoring.campaigns.use_cases.sets import MonitoredSet, get_set_in_force, get_set_of
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.http.orders import Order, order_columns
from shared.indicators.resolving import parse_indicator_options
from shared.models import Campaign, Municipality
from shared.queue import enqueue

_DATED = ("starts_on", "ends_on", "remind_on", "order_number")


async def create_campaign(
    session: AsyncSession,
    wanted: CampaignCreate,
    municipality: Municipality,
    client_id: UUID | None,
    schedule_id: UUID | None = None,
) -> Campaign:
    """Plan a campaign with its participants; what a schedule plans may wait for its order.

    Raises SetUnknown, PeriodRefused, OrderRequired, DatesRefused, OptionsRefused, ParticipantsRefused, CampaignExists.
    """
    monitored = await get_set_in_force(session, wanted.pack, wanted.set, wanted.period)
    if schedule_id is None:
        _require_order(monitored, wanted.order)
    days = _settle_days(monitored, wanted.starts_on, wanted.ends_on, wanted.remind_on)
    now = utc_now()
    values = _editable_values(monitored, wanted, days) | {
        "municipality_id": municipality.id,
        "id": uuid4(),
        "pack_code": monitored.pack.code,
        "pack_version": monitored.pack.version,
        "set_code": monitored.one.code,
        "period": monitored.period.text,
        # The programme's own municipality lies there; nothing else says where another one does.
        "timezone": monitored.pack.timezone,
        "state": "planned",
        "schedule_id": schedule_id,
        "client_id": client_id,
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }
    campaign = await queries.add_campaign(session, values)
    if campaign is None:
        raise CampaignExists
    await add_participants(session, campaign, wanted.participants, monitored)
    await record_campaign_change(session, campaign, "created", client_id)
    await _ask_for_jobs(session, campaign)
    return campaign


async def update_campaign(
    session: AsyncSession, found: FoundCampaign, wanted: CampaignUpdate, client_id: UUID | None
) -> None:
    """Edit a campaign that the caller has locked; what is the same already changes nothing.

    Raises CampaignNotEditable, OrderRequired, DatesRefused or OptionsRefused.
    """
    campaign = found.campaign
    if campaign.state not in EDITABLE:
        raise CampaignNotEditable
    monitored = await get_set_of(session, campaign)
    if campaign.order_number is not None:
        _require_order(monitored, wanted.order)
    days = _settle_days(monitored, wanted.starts_on, wanted.ends_on, wanted.remind_on)
    if campaign.state == "open" and days.starts_on != campaign.starts_on:
        detail = "Кампания уже открыта: первый день больше не меняется."
        raise DatesRefused(detail, errors=[FieldIssue("/body/starts_on", "already-open", detail)])
    values = _editable_values(monitored, wanted, days)
    changed = tuple(name for name, value in values.items() if getattr(campaign, name) != value)
    if not changed:
        return
    await queries.store_campaign(session, campaign, values, utc_now())
    await record_campaign_change(session, campaign, "updated", client_id, changed)
    if set(changed) & set(_DATED):
        await _ask_for_jobs(session, campaign)


async def _ask_for_jobs(session: AsyncSession, campaign: Campaign) -> None:
    """Ask for a look at the campaign on each of its days; looks asked for by earlier dates find nothing to do."""
    for moment in list_moments(campaign):
        await enqueue(session, AdvanceCampaign(campaign_id=campaign.id), due_at=moment)


def _editable_values(monitored: MonitoredSet, wanted: CampaignCreate | CampaignUpdate, days: Days) -> dict[str, Any]:
    conduct, on_working_day = monitored.one.conduct, wanted.analysis_on_working_day
    return order_columns(wanted.order) | {
        "responsible": [party.model_dump() for party in wanted.responsible],
        "starts_on": days.starts_on,
        "ends_on": days.ends_on,
        "remind_on": days.remind_on,
        "analysis_due_on": find_analysis_day(conduct, days.ends_on, on_working_day=on_working_day),
        "analysis_on_working_day": on_working_day,
        "options": parse_indicator_options(monitored.pack, wanted.options),
    }


def _require_order(monitored: MonitoredSet, order: Order | None) -> None:
    if order is None and monitored.order_required:
        detail = f"Программа «{monitored.pack.code}» проводит этот мониторинг по приказу: укажите номер и дату."
        raise OrderRequired(detail, errors=[FieldIssue("/body/order", OrderRequired.code, detail)])


def _settle_days(monitored: MonitoredSet, starts_on: date | None, ends_on: date | None, remind_on: date | None) -> Days:
    """Return the days of a campaign, the programme's own where none are given; raise DatesRefused with every fault."""
    usual = find_usual_days(monitored.pack, monitored.one, monitored.period) or (None, None)
    first, last = starts_on or usual[0], ends_on or usual[1]
    if first is None or last is None:
        detail = "Программа не называет дней этого мониторинга: укажите первый и последний."
        names = [name for name, day in (("starts_on", first), ("ends_on", last)) if day is None]
        raise DatesRefused(detail, errors=[FieldIssue(f"/body/{name}", "day-unknown", detail) for name in names])
    days = Days(first, last, remind_on)
    faults = list(list_date_faults(days, monitored.period))
    if faults:
        raise DatesRefused(errors=faults)
    return days
