"""Schedules over HTTP: make one, edit it, see what it started; outside schedulers start periods here."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response, status

from services.identification.runs.access import get_visible_run
from services.identification.runs.errors import RuleUnknown
from services.identification.runs.schemas import RunRead
from services.identification.runs.use_cases import describe_run
from services.identification.schedules import queries, use_cases
from services.identification.schedules.access import (
    CanRead,
    CanRun,
    get_visible_municipality,
    get_visible_schedule,
    list_allowed_actions,
)
from services.identification.schedules.errors import (
    CalendarEntryUnknown,
    DayOutsideWindow,
    PeriodNotBegun,
    ScheduleExists,
    ScheduleNotFound,
)
from services.identification.schedules.schemas import (
    PeriodRead,
    PeriodStart,
    ScheduleCreate,
    ScheduleRead,
    ScheduleUpdate,
)
from shared.access.visibility import TerritoryNotFound
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.queue.schedules import lock_schedule
from shared.rules.errors import OptionsRefused

router = APIRouter(prefix="/schedules", tags=["schedules"])

_ADDRESS = "/identification/v1/schedules"
_ETAG: dict[str, Any] = {"ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}}}


def _answers(status_code: int, headers: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    return {status_code: {"headers": headers}}


def _location(description: str) -> dict[str, Any]:
    return {"Location": {"description": description, "schema": {"type": "string"}}}


@router.post(
    "",
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
    | _answers(status.HTTP_201_CREATED, _location("Address of the schedule.") | _ETAG),
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
        use_cases.describe_schedule(schedule, municipality.oktmo, list_allowed_actions(principal)),
        status=status.HTTP_201_CREATED,
        headers={"Location": f"{_ADDRESS}/{schedule.id}", "ETag": format_etag(schedule.version)},
    )


@router.get("", responses=problems(InvalidCursor))
async def list_schedules(principal: CanRead, session: Session, paging: Paging) -> Page[ScheduleRead]:
    """List the schedules (расписания) of your territories, latest first."""
    page = await queries.list_schedules(session, principal, paging.wanted)
    actions = list_allowed_actions(principal)
    return paging.answer(page.map(lambda row: use_cases.describe_schedule(row[0], row.oktmo, actions)))


@router.get("/{schedule_id}", responses=problems(ScheduleNotFound) | _answers(status.HTTP_200_OK, _ETAG))
async def get_schedule(schedule_id: UUID, principal: CanRead, session: Session, response: Response) -> ScheduleRead:
    """Return a schedule (расписание)."""
    schedule, oktmo = await get_visible_schedule(session, principal, schedule_id)
    response.headers["ETag"] = format_etag(schedule.version)
    return use_cases.describe_schedule(schedule, oktmo, list_allowed_actions(principal))


@router.put(
    "/{schedule_id}",
    responses=problems(
        ScheduleNotFound, VersionExpected, VersionOutdated, CalendarEntryUnknown, DayOutsideWindow, OptionsRefused
    )
    | _answers(status.HTTP_200_OK, _ETAG),
)
async def update_schedule(
    schedule_id: UUID,
    wanted: ScheduleUpdate,
    principal: CanRun,
    session: Session,
    precondition: IfMatch,
    response: Response,
) -> ScheduleRead:
    """Change the day or the options of a schedule, or switch it off and on (изменить расписание)."""
    _, oktmo = await get_visible_schedule(session, principal, schedule_id)
    schedule = await lock_schedule(session, schedule_id)
    precondition.require(schedule.version)
    await use_cases.update_schedule(session, schedule, wanted, principal.client_id)
    response.headers["ETag"] = format_etag(schedule.version)
    return use_cases.describe_schedule(schedule, oktmo, list_allowed_actions(principal))


@router.get("/{schedule_id}/periods", responses=problems(ScheduleNotFound, InvalidCursor))
async def list_schedule_periods(
    schedule_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[PeriodRead]:
    """List the periods (периоды) that a schedule or a request started, and those that were missed, latest first."""
    await get_visible_schedule(session, principal, schedule_id)
    page = await queries.list_schedule_periods(session, schedule_id, paging.wanted)
    items = [await use_cases.describe_period(session, period) for period in page.items]
    return paging.answer(Page(items, page.next_cursor))


@router.post(
    "/{schedule_id}/periods",
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
    | _answers(status.HTTP_202_ACCEPTED, _location("Address of the run; ask it until `state` is finished.")),
)
async def start_schedule_period(
    schedule_id: UUID, wanted: PeriodStart, principal: CanRun, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Start the run of a period now (запустить период); for schedulers outside, which may ask as often as they like.

    A period has one run, whoever asks first: repeated calls and the schedule itself lead to the same one. Works for
    a schedule that is switched off too.
    """
    await get_visible_schedule(session, principal, schedule_id)
    run_id = await use_cases.request_schedule_period(session, schedule_id, wanted.period, principal.client_id)
    run = await get_visible_run(session, principal, run_id)
    return await idempotency.answer(
        await describe_run(session, run),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"/identification/v1/runs/{run.id}"},
    )


@router.get("/{schedule_id}/changes", responses=problems(ScheduleNotFound, InvalidCursor))
async def list_schedule_changes(
    schedule_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List who did what to a schedule (история изменений), latest first."""
    await get_visible_schedule(session, principal, schedule_id)
    page = await list_changes(session, "schedule", str(schedule_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
