"""Who takes part in a campaign."""

from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns import queries
from services.monitoring.campaigns.errors import CampaignNotEditable, ParticipantsAnswered, ParticipantsRefused
from services.monitoring.campaigns.queries import Chosen, FoundCampaign
from services.monitoring.campaigns.rules import EDITABLE, list_rolls
from services.monitoring.campaigns.use_cases.recording import record_campaign_change
from services.monitoring.campaigns.use_cases.sets import MonitoredSet, get_set_of
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.indicators.resolving import resolve_indicators
from shared.models import Campaign
from shared.reference.catalogue import read_catalogue
from shared.reference.school_codes import canonical_school_code

Wanted = Literal["all", "listed"] | tuple[str, ...]


async def add_participants(session: AsyncSession, campaign: Campaign, wanted: Wanted, monitored: MonitoredSet) -> None:
    """Begin the submissions of a new campaign; raise ParticipantsRefused where no school would take part."""
    chosen = await _choose(session, campaign, wanted, monitored)
    added = await queries.add_participants(session, campaign, chosen, asks_municipality=monitored.asks_municipality)
    if added == int(monitored.asks_municipality):
        raise _refuse(
            "Таких школ нет: на последний день периода в списках этого набора никто не стоит. Утвердите списки или "
            "выберите участников иначе."
            if wanted == "listed"
            else "Ни одна муниципальная школа не работает на последний день периода. Проверьте реестр школ."
        )


async def replace_participants(session: AsyncSession, found: FoundCampaign, wanted: Wanted, client_id: UUID) -> None:
    """Let these schools take part and no others; raise ParticipantsAnswered where one that leaves has answers."""
    campaign = found.campaign
    if campaign.state not in EDITABLE:
        raise CampaignNotEditable
    monitored = await get_set_of(session, campaign)
    chosen = await _choose(session, campaign, wanted, monitored)
    answered = await queries.list_answered_outside(session, campaign, chosen)
    if answered:
        issues = [
            FieldIssue("/body/participants", "has-answers", f"Школа {code} уже начала отвечать: оставьте её.")
            for code in answered
        ]
        raise ParticipantsAnswered(errors=issues)
    removed = await queries.remove_participants_outside(session, campaign, chosen)
    added = await queries.add_participants(session, campaign, chosen, asks_municipality=monitored.asks_municipality)
    if removed or added:
        await queries.store_campaign(session, campaign, {}, utc_now())
        await record_campaign_change(session, campaign, "participants_replaced", client_id, ("participants",))


async def _choose(session: AsyncSession, campaign: Campaign, wanted: Wanted, monitored: MonitoredSet) -> Chosen:
    day = monitored.period.last_day
    if wanted == "all":
        return Chosen(day)
    if wanted == "listed":
        catalogue, code = await read_catalogue(session), monitored.one.code
        rolls = list_rolls(resolve_indicators(monitored.pack, monitored.period, campaign.options, catalogue, code))
        if not rolls:
            raise _refuse("Показатели этого набора не называют списков школ: укажите all или коды школ.")
        return Chosen(day, rolls=rolls)
    codes = [canonical_school_code(code) for code in wanted]
    misplaced = await queries.list_misplaced_schools(session, campaign.municipality_id, codes, day)
    if misplaced:
        raise ParticipantsRefused(errors=[_tell_misplaced(row.position, is_known=row.is_known) for row in misplaced])
    return Chosen(day, codes=codes)


def _tell_misplaced(position: int, *, is_known: bool) -> FieldIssue:
    code, detail = (
        ("school-not-counted", "Эта школа на последний день периода не работает или не подчинена муниципалитету.")
        if is_known
        else ("unknown-school", "Такой школы нет в реестре этого муниципалитета: проверьте код.")
    )
    return FieldIssue(f"/body/participants/{position}", code, detail)


def _refuse(detail: str) -> ParticipantsRefused:
    return ParticipantsRefused(detail, errors=[FieldIssue("/body/participants", ParticipantsRefused.code, detail)])
