"""Reminders over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AfterValidator

from services.roadmap.reminders import queries, use_cases
from services.roadmap.reminders.access import CanRead
from services.roadmap.reminders.queries import ReminderFilters
from services.roadmap.reminders.schemas import ReminderRead
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.schemas import LocalDate
from shared.http.session import Session
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code

router = APIRouter(prefix="/reminders", tags=["reminders"])


def read_filters(
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
    day: Annotated[LocalDate | None, Query(description="Only of this day.")] = None,
    responsible: Annotated[str | None, Query(max_length=500, description="Only of this party, as printed.")] = None,
    school: Annotated[
        str | None,
        Query(pattern=SCHOOL_CODE_PATTERN, description="Only of this school (код школы)."),
        AfterValidator(lambda code: None if code is None else canonical_school_code(code)),
    ] = None,
    escalated: Annotated[bool | None, Query(description="Only those for whoever controls, or only the others.")] = None,
) -> ReminderFilters:
    """Read which digests are wanted."""
    return ReminderFilters(municipality, day, responsible, school, escalated)


@router.get("", responses=problems(InvalidCursor))
async def list_reminders(
    principal: CanRead, session: Session, paging: Paging, wanted: Annotated[ReminderFilters, Depends(read_filters)]
) -> Page[ReminderRead]:
    """List the digests (напоминания) of your territories, latest first: one a day for each party or school.

    Made on the days on which a task begins, will be due in a week, is due, is overdue, and has been for two weeks; then
    whoever controls gets one too. Nothing is sent.
    """
    page = await queries.list_reminders(session, principal, wanted, paging.wanted)
    return paging.answer(page.map(use_cases.describe_reminder))
