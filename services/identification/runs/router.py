"""Runs over HTTP: ask for one, read its verdicts, read why."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status
from fastapi.responses import PlainTextResponse

from services.identification.runs import queries, use_cases
from services.identification.runs.access import (
    CanRead,
    CanRun,
    get_finished_run,
    get_visible_run,
    require_own_territory,
)
from services.identification.runs.errors import RuleUnknown, RunNotFinished, RunNotFound, VerdictNotFound
from services.identification.runs.schemas import RunCreate, RunRead, VerdictRead, VerdictStatus, VerdictSummary
from shared.access.principals import InvalidTerritory
from shared.access.visibility import TerritoryNotFound
from shared.database.paging import InvalidCursor, Page
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.models import Municipality, Verdict
from shared.reference.school_codes import SCHOOL_CODE_PATTERN
from shared.rules.errors import OptionsRefused

router = APIRouter(prefix="/runs", tags=["runs"])

SchoolCode = Annotated[
    str, Path(pattern=SCHOOL_CODE_PATTERN, description="Kind and six digits.", examples=["edu240001"])
]


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=RunRead,
    responses=problems(
        TerritoryNotFound, RuleUnknown, OptionsRefused, InvalidTerritory, RequestInProgress, IdempotencyKeyReused
    ),
)
async def create_run(wanted: RunCreate, principal: CanRun, session: Session, idempotency: JsonIdempotency) -> Response:
    """Run a rule (прогон правила) over a territory; a job judges the schools."""
    await require_own_territory(session, principal, wanted.territory)
    run = await use_cases.create_run(session, wanted, principal.client_id)
    return await idempotency.answer(
        await use_cases.describe_run(session, run),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"/identification/v1/runs/{run.id}"},
    )


@router.get("", responses=problems(InvalidCursor))
async def list_runs(principal: CanRead, session: Session, paging: Paging) -> Page[RunRead]:
    """List the runs (прогоны) of your territories, latest first."""
    page = await queries.list_runs(session, principal, paging.wanted)
    return paging.answer(Page([await use_cases.describe_run(session, run) for run in page.items], page.next_cursor))


@router.get("/{run_id}", responses=problems(RunNotFound))
async def get_run(run_id: UUID, principal: CanRead, session: Session) -> RunRead:
    """Return a run (прогон) with its counts."""
    return await use_cases.describe_run(session, await get_visible_run(session, principal, run_id))


@router.get("/{run_id}/verdicts", responses=problems(RunNotFound, RunNotFinished, InvalidCursor))
async def list_verdicts(  # three filters of a list
    run_id: UUID,
    principal: CanRead,
    session: Session,
    paging: Paging,
    verdict_status: Annotated[VerdictStatus | None, Query(alias="status", description="Only these verdicts.")] = None,
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
) -> Page[VerdictSummary]:
    """List the verdicts (заключения) of a run by school code: support needs, not a rating."""
    run = await get_finished_run(session, principal, run_id)
    wanted = {Verdict.status: verdict_status, Municipality.oktmo: municipality}
    filters = {column: str(value) for column, value in wanted.items() if value is not None}
    page = await queries.list_verdicts(session, principal, run.id, filters=filters, page=paging.wanted)
    plan = await use_cases.get_plan(session, run)
    return paging.answer(page.map(lambda row: use_cases.summarise_verdict(plan, row)))


@router.get("/{run_id}/verdicts/{school_code}", responses=problems(RunNotFound, RunNotFinished, VerdictNotFound))
async def get_verdict(run_id: UUID, school_code: SchoolCode, principal: CanRead, session: Session) -> VerdictRead:
    """Return one verdict (заключение) with its full explanation: criteria, numbers, thresholds, paragraphs."""
    run = await get_finished_run(session, principal, run_id)
    return await use_cases.get_verdict(session, principal, run, school_code)


@router.get(
    "/{run_id}/verdicts/{school_code}/explanation",
    response_class=PlainTextResponse,
    responses=problems(RunNotFound, RunNotFinished, VerdictNotFound),
)
async def explain_verdict(run_id: UUID, school_code: SchoolCode, principal: CanRead, session: Session) -> str:
    """Return the explanation (обоснование) of one verdict as Russian text."""
    run = await get_finished_run(session, principal, run_id)
    return (await use_cases.get_verdict(session, principal, run, school_code)).explanation
