"""Campaigns are planned, edited, opened and closed."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response, status
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns import use_cases
from services.monitoring.campaigns.access import (
    CanConduct,
    get_own_campaign,
    get_visible_campaign,
    get_visible_municipality,
)
from services.monitoring.campaigns.errors import (
    CampaignExists,
    CampaignNotEditable,
    CampaignNotFound,
    CampaignNotOpen,
    CampaignNotPlanned,
    CampaignNotYours,
    DatesRefused,
    OrderRequired,
    ParticipantsAnswered,
    ParticipantsRefused,
    PeriodRefused,
    SetUnknown,
)
from services.monitoring.campaigns.schemas import CampaignCreate, CampaignRead, CampaignUpdate, ParticipantsWrite
from shared.access.principals import Principal
from shared.access.visibility import TerritoryNotFound
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.rules.errors import OptionsRefused

router = APIRouter(prefix="/campaigns")

_ETAG: dict[str, Any] = {"ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}}}
_CREATED: dict[int | str, dict[str, Any]] = {
    status.HTTP_201_CREATED: {
        "headers": _ETAG | {"Location": {"description": "Address of the campaign.", "schema": {"type": "string"}}}
    }
}
_CHANGED: dict[int | str, dict[str, Any]] = {status.HTTP_200_OK: {"headers": _ETAG}}
_OF_OWN = (CampaignNotFound, CampaignNotYours, VersionExpected, VersionOutdated)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=CampaignRead,
    responses=problems(
        *(TerritoryNotFound, SetUnknown, PeriodRefused, OrderRequired, DatesRefused, ParticipantsRefused),
        *(OptionsRefused, CampaignExists, RequestInProgress, IdempotencyKeyReused),
    )
    | _CREATED,
)
async def create_campaign(
    wanted: CampaignCreate, principal: CanConduct, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Plan a campaign with its participants (запланировать мониторинг); it opens and closes on its days by itself.

    Left-out days are those of the programme's calendar. Planned for days that have passed, it is made up for at once.
    """
    municipality = await get_visible_municipality(session, principal, wanted.municipality)
    campaign = await use_cases.create_campaign(session, wanted, municipality, principal.client_id)
    described = await _describe(session, principal, campaign.id)
    headers = {"Location": f"/monitoring/v1/campaigns/{campaign.id}", "ETag": format_etag(described.version)}
    return await idempotency.answer(described, status=status.HTTP_201_CREATED, headers=headers)


@router.put(
    "/{campaign_id}",
    responses=problems(*_OF_OWN, CampaignNotEditable, OrderRequired, DatesRefused, OptionsRefused) | _CHANGED,
)
async def update_campaign(  # the object, its version, its new content
    campaign_id: UUID,
    wanted: CampaignUpdate,
    principal: CanConduct,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> CampaignRead:
    """Edit a planned or open campaign (изменить кампанию): its order, days, responsible parties, options."""
    found = await get_own_campaign(session, principal, campaign_id, if_match)
    await use_cases.update_campaign(session, found, wanted, principal.client_id)
    return await _answer(session, principal, campaign_id, response)


@router.put(
    "/{campaign_id}/participants",
    responses=problems(*_OF_OWN, CampaignNotEditable, ParticipantsRefused, ParticipantsAnswered) | _CHANGED,
)
async def replace_participants(  # the object, its version, its new content
    campaign_id: UUID,
    wanted: ParticipantsWrite,
    principal: CanConduct,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> CampaignRead:
    """Let these schools take part (изменить участников); one that has begun to answer cannot be left out."""
    found = await get_own_campaign(session, principal, campaign_id, if_match)
    await use_cases.replace_participants(session, found, wanted.participants, principal.client_id)
    return await _answer(session, principal, campaign_id, response)


@router.post(
    "/{campaign_id}/opening",
    response_model=CampaignRead,
    responses=problems(*_OF_OWN, CampaignNotPlanned, OrderRequired, RequestInProgress, IdempotencyKeyReused) | _CHANGED,
)
async def open_campaign(
    campaign_id: UUID, principal: CanConduct, session: Session, if_match: IfMatch, idempotency: JsonIdempotency
) -> Response:
    """Open a planned campaign now (открыть кампанию) instead of on its first day."""
    found = await get_own_campaign(session, principal, campaign_id, if_match)
    await use_cases.open_campaign(session, found, principal.client_id)
    return await _answer_once(session, principal, campaign_id, idempotency)


@router.post(
    "/{campaign_id}/closing",
    response_model=CampaignRead,
    responses=problems(*_OF_OWN, CampaignNotOpen, RequestInProgress, IdempotencyKeyReused) | _CHANGED,
)
async def close_campaign(
    campaign_id: UUID, principal: CanConduct, session: Session, if_match: IfMatch, idempotency: JsonIdempotency
) -> Response:
    """Close an open campaign now (завершить кампанию) instead of at the end of its last day."""
    found = await get_own_campaign(session, principal, campaign_id, if_match)
    await use_cases.close_campaign(session, found, principal.client_id)
    return await _answer_once(session, principal, campaign_id, idempotency)


async def _describe(session: AsyncSession, principal: Principal, campaign_id: UUID) -> CampaignRead:
    return use_cases.describe_campaign(principal, await get_visible_campaign(session, principal, campaign_id))


async def _answer(session: AsyncSession, principal: Principal, campaign_id: UUID, response: Response) -> CampaignRead:
    described = await _describe(session, principal, campaign_id)
    response.headers["ETag"] = format_etag(described.version)
    return described


async def _answer_once(
    session: AsyncSession, principal: Principal, campaign_id: UUID, idempotency: JsonIdempotency
) -> Response:
    described = await _describe(session, principal, campaign_id)
    headers = {"ETag": format_etag(described.version)}
    return await idempotency.answer(described, status=status.HTTP_200_OK, headers=headers)
