"""Schedules of campaigns over HTTP: make one, see what it started; outside schedulers start periods here."""

from uuid import UUID

from fastapi import APIRouter, Response, status

from services.monitoring.campaigns.access import get_visible_campaign
from services.monitoring.campaigns.errors import ParticipantsRefused, PeriodRefused
from services.monitoring.campaigns.schemas import CampaignRead
from services.monitoring.campaigns.use_cases import describe_campaign
from services.monitoring.schedules import use_cases
from services.monitoring.schedules.access import CanConduct, CanRead, MayConduct, MayRead
from services.monitoring.schedules.errors import MonthRefused, PeriodNotBegun
from services.monitoring.schedules.schemas import PeriodRead, PeriodStart, ScheduleCreate
from services.monitoring.schedules.use_cases import WORK
from shared.access.visibility import TerritoryNotFound
from shared.database.paging import InvalidCursor, Page
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.preconditions import format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.rules.errors import OptionsRefused
from shared.schedules import queries
from shared.schedules.access import get_visible_municipality, get_visible_schedule
from shared.schedules.errors import CalendarEntryUnknown, DayOutsideWindow, ScheduleExists, ScheduleNotFound
from shared.schedules.router import ETAG, editing, name_location, reading, with_headers
from shared.schedules.schemas import ScheduleRead
from shared.schedules.use_cases import describe_schedule, list_allowed_actions

router = APIRouter(tags=["schedules"])


@router.post(
    "/schedules",
    status_code=status.HTTP_201_CREATED,
    response_model=ScheduleRead,
    responses=problems(
        *(TerritoryNotFound, CalendarEntryUnknown, MonthRefused, DayOutsideWindow, OptionsRefused),
        *(ScheduleExists, RequestInProgress, IdempotencyKeyReused),
    )
    | with_headers(status.HTTP_201_CREATED, name_location("Address of the schedule.") | ETAG),
)
async def create_schedule(
    wanted: ScheduleCreate, principal: CanConduct, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Plan a campaign every year by the calendar of a pack (завести расписание).

    It is planned and opened on that day for the period that is monitored then. Where the programme asks for an order,
    the campaign waits for it. An entry with several windows has a schedule for each.
    """
    municipality = await get_visible_municipality(session, principal, wanted.municipality)
    schedule = await use_cases.create_schedule(session, wanted, municipality, principal.client_id)
    return await idempotency.answer(
        describe_schedule(schedule, municipality.oktmo, list_allowed_actions(WORK, principal)),
        status=status.HTTP_201_CREATED,
        headers={"Location": f"/monitoring/v1/schedules/{schedule.id}", "ETag": format_etag(schedule.version)},
    )


@router.get("/schedules/{schedule_id}/periods", responses=problems(ScheduleNotFound, InvalidCursor))
async def list_schedule_periods(
    schedule_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[PeriodRead]:
    """List the periods (периоды) that a schedule or a request started, and those that were missed, latest first."""
    await get_visible_schedule(session, principal, WORK, schedule_id)
    page = await queries.list_schedule_periods(session, schedule_id, paging.wanted)
    items = [await use_cases.describe_period(session, period) for period in page.items]
    return paging.answer(Page(items, page.next_cursor))


@router.post(
    "/schedules/{schedule_id}/periods",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=CampaignRead,
    responses=problems(
        *(ScheduleNotFound, PeriodRefused, PeriodNotBegun, CalendarEntryUnknown, OptionsRefused),
        *(ParticipantsRefused, RequestInProgress, IdempotencyKeyReused),
    )
    | with_headers(status.HTTP_202_ACCEPTED, name_location("Address of the campaign.")),
)
async def start_schedule_period(
    schedule_id: UUID, wanted: PeriodStart, principal: CanConduct, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Plan the campaign of a period now (запустить период); schedulers outside may ask for it as often as they like.

    A period has one campaign, whoever asks first: repeated calls, the schedule itself and people who planned it by hand
    lead to the same one. Works for a schedule that is switched off too.
    """
    await get_visible_schedule(session, principal, WORK, schedule_id)
    campaign_id = await use_cases.request_schedule_period(session, schedule_id, wanted.period, principal.client_id)
    found = await get_visible_campaign(session, principal, campaign_id)
    return await idempotency.answer(
        describe_campaign(principal, found),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"/monitoring/v1/campaigns/{campaign_id}"},
    )


router.include_router(reading, dependencies=[MayRead])
router.include_router(editing, dependencies=[MayConduct])
