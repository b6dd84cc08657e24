"""Schedules of runs over HTTP: make one, see what it started; outside schedulers start periods here."""

from uuid import UUID

from fastapi import APIRouter, Response, status

from services.identification.runs.access import get_visible_run
from services.identification.runs.errors import RuleUnknown
from services.identification.runs.schemas import RunRead
from services.identification.runs.use_cases import describe_run
from services.identification.schedules import use_cases
from services.identification.schedules.access import CanRead, CanRun, MayRead, MayRun
from services.identification.schedules.errors import PeriodNotBegun
from services.identification.schedules.schemas import PeriodRead, PeriodStart
from services.identification.schedules.use_cases import WORK
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
from shared.schedules.schemas import ScheduleCreate, ScheduleRead
from shared.schedules.use_cases import describe_schedule, list_allowed_actions

router = APIRouter(tags=["schedules"])

_ADDRESS = "/identification/v1/schedules"


@router.post(
    "/schedules",
    status_code=status.HTTP_201_CREATED,
    response_model=ScheduleRead,
    responses=problems(
        TerritoryNotFound,
        CalendarEntryUnknown,
        DayOutsideWindow,
        OptionsRefused,
        ScheduleExists,
        RequestInProgress,
        IdempotencyKeyReused,
    )
    | with_headers(status.HTTP_201_CREATED, name_location("Address of the schedule.") | ETAG),
)
async def create_schedule(
    wanted: ScheduleCreate, principal: CanRun, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Start a run every year by the calendar of a pack (завести расписание).

    It begins with the next such day. A day that has passed this year does not come back; start this year's period
    with `start_schedule_period`.
    """
    municipality = await get_visible_municipality(session, principal, wanted.municipality)
    schedule = await use_cases.create_schedule(session, wanted, municipality, principal.client_id)
    return await idempotency.answer(
        describe_schedule(schedule, municipality.oktmo, list_allowed_actions(WORK, principal)),
        status=status.HTTP_201_CREATED,
        headers={"Location": f"{_ADDRESS}/{schedule.id}", "ETag": format_etag(schedule.version)},
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
    response_model=RunRead,
    responses=problems(
        ScheduleNotFound,
        PeriodNotBegun,
        CalendarEntryUnknown,
        RuleUnknown,
        OptionsRefused,
        RequestInProgress,
        IdempotencyKeyReused,
    )
    | with_headers(status.HTTP_202_ACCEPTED, name_location("Address of the run; ask it until `state` is finished.")),
)
async def start_schedule_period(
    schedule_id: UUID, wanted: PeriodStart, principal: CanRun, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Start the run of a period now (запустить период); for schedulers outside, which may ask as often as they like.

    A period has one run, whoever asks first: repeated calls and the schedule itself lead to the same one. Works for
    a schedule that is switched off too.
    """
    await get_visible_schedule(session, principal, WORK, schedule_id)
    run_id = await use_cases.request_schedule_period(session, schedule_id, wanted.period, principal.client_id)
    run = await get_visible_run(session, principal, run_id)
    return await idempotency.answer(
        await describe_run(session, run),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"/identification/v1/runs/{run.id}"},
    )


router.include_router(reading, dependencies=[MayRead])
router.include_router(editing, dependencies=[MayRun])
