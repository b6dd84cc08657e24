"""Schedules of a service over HTTP; each service adds how one is made and what its periods start."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, status

from shared.access.authentication import Authenticated
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.pages import Paging
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.models import Schedule
from shared.queue.schedules import lock_schedule
from shared.rules.errors import OptionsRefused
from shared.schedules import queries, use_cases
from shared.schedules.access import get_visible_schedule
from shared.schedules.errors import CalendarEntryUnknown, DayOutsideWindow, ScheduleNotFound
from shared.schedules.schemas import ScheduleRead, ScheduleUpdate
from shared.schedules.use_cases import ScheduledWork

reading = APIRouter(prefix="/schedules")
"""To be included with the service's scope for reading."""
editing = APIRouter(prefix="/schedules")
"""To be included with the scope of those who may make schedules."""

ETAG: dict[str, Any] = {"ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}}}


def with_headers(status_code: int, headers: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """Return the `responses=` of an answer with these headers."""
    return {status_code: {"headers": headers}}


def name_location(description: str) -> dict[str, Any]:
    """Return the header that names the address of what was made."""
    return {"Location": {"description": description, "schema": {"type": "string"}}}


def _read_work(request: Request) -> ScheduledWork:
    """Return what the schedules of the service that is asked start."""
    work: ScheduledWork = request.app.state.service.schedules
    return work


Work = Annotated[ScheduledWork, Depends(_read_work)]


async def _lock_seen_version(
    schedule_id: UUID, work: Work, principal: Authenticated, session: Session, precondition: IfMatch
) -> tuple[Schedule, str]:
    """Return a schedule that the caller may edit, held until the transaction ends, with its ОКТМО."""
    _, oktmo = await get_visible_schedule(session, principal, work, schedule_id)
    schedule = await lock_schedule(session, schedule_id)
    precondition.require(schedule.version)
    return schedule, oktmo


Locked = Annotated[tuple[Schedule, str], Depends(_lock_seen_version, scope="function")]


@reading.get("", responses=problems(InvalidCursor))
async def list_schedules(work: Work, principal: Authenticated, session: Session, paging: Paging) -> Page[ScheduleRead]:
    """List the schedules (расписания) of your territories, latest first."""
    page = await queries.list_schedules(session, principal, work.payload_class.queue, paging.wanted)
    actions = use_cases.list_allowed_actions(work, principal)
    return paging.answer(page.map(lambda row: use_cases.describe_schedule(row[0], row.oktmo, actions)))


@reading.get("/{schedule_id}", responses=problems(ScheduleNotFound) | with_headers(status.HTTP_200_OK, ETAG))
async def get_schedule(
    schedule_id: UUID, work: Work, principal: Authenticated, session: Session, response: Response
) -> ScheduleRead:
    """Return a schedule (расписание)."""
    schedule, oktmo = await get_visible_schedule(session, principal, work, schedule_id)
    response.headers["ETag"] = format_etag(schedule.version)
    return use_cases.describe_schedule(schedule, oktmo, use_cases.list_allowed_actions(work, principal))


@reading.get("/{schedule_id}/changes", responses=problems(ScheduleNotFound, InvalidCursor))
async def list_schedule_changes(
    schedule_id: UUID, work: Work, principal: Authenticated, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List who did what to a schedule (история изменений), latest first."""
    await get_visible_schedule(session, principal, work, schedule_id)
    page = await list_changes(session, "schedule", str(schedule_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))


@editing.put(
    "/{schedule_id}",  # noqa: FAST003 - read by what locks the schedule
    responses=problems(
        ScheduleNotFound, VersionExpected, VersionOutdated, CalendarEntryUnknown, DayOutsideWindow, OptionsRefused
    )
    | with_headers(status.HTTP_200_OK, ETAG),
)
async def update_schedule(
    locked: Locked, wanted: ScheduleUpdate, work: Work, principal: Authenticated, session: Session, response: Response
) -> ScheduleRead:
    """Change the day or the options of a schedule, or switch it off and on (изменить расписание)."""
    schedule, oktmo = locked
    await use_cases.update_schedule(session, work, schedule, wanted, principal.client_id)
    response.headers["ETag"] = format_etag(schedule.version)
    return use_cases.describe_schedule(schedule, oktmo, use_cases.list_allowed_actions(work, principal))
