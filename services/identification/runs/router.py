"""Runs over HTTP: ask for one, read its verdicts, read why."""

from tempfile import TemporaryFile
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status
from fastapi.responses import PlainTextResponse, StreamingResponse

from services.identification.runs import queries, use_cases
from services.identification.runs.access import (
    CanRead,
    CanRun,
    get_finished_run,
    get_own_run,
    get_visible_run,
    require_own_territory,
)
from services.identification.runs.errors import (
    RuleUnknown,
    RunNotFinished,
    RunNotFound,
    RunOfWiderTerritory,
    RunsNotComparable,
    VerdictNotFound,
    VerificationNotFinished,
    VerificationNotFound,
)
from services.identification.runs.schemas import (
    EXAMPLE_EXPLANATION,
    RunComparison,
    RunCreate,
    RunRead,
    SummaryTable,
    VerdictChange,
    VerdictRead,
    VerdictStatus,
    VerdictSummary,
    VerificationDifference,
    VerificationRead,
)
from shared.access.principals import InvalidTerritory
from shared.access.visibility import TerritoryNotFound
from shared.database.paging import InvalidCursor, Page
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE
from shared.files.xlsx_writer import SheetTooSmall
from shared.http.downloads import read_pieces
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.models import Municipality, Verdict
from shared.reference.school_codes import SCHOOL_CODE_PATTERN
from shared.rules.errors import OptionsRefused

_WORKBOOK: dict[int | str, dict[str, Any]] = {
    status.HTTP_200_OK: {
        "content": {XLSX_MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}, "example": "PK…"}}
    }
}

router = APIRouter(prefix="/runs", tags=["runs"])

SchoolCode = Annotated[
    str, Path(pattern=SCHOOL_CODE_PATTERN, description="Kind and six digits.", examples=["edu240001"])
]


def _address(run_id: UUID) -> str:
    return f"/identification/v1/runs/{run_id}"


def _names_address(status_code: int, header: str, description: str) -> dict[int | str, dict[str, Any]]:
    """Return the `responses=` of a route whose answer names an address in a header."""
    return {status_code: {"headers": {header: {"description": description, "schema": {"type": "string"}}}}}


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=RunRead,
    responses=problems(
        TerritoryNotFound, RuleUnknown, OptionsRefused, InvalidTerritory, RequestInProgress, IdempotencyKeyReused
    )
    | _names_address(status.HTTP_202_ACCEPTED, "Location", "Address of the run; ask it until `state` is finished."),
)
async def create_run(wanted: RunCreate, principal: CanRun, session: Session, idempotency: JsonIdempotency) -> Response:
    """Run a rule (прогон правила) over a territory; a job judges the schools."""
    await require_own_territory(session, principal, wanted.territory)
    run = await use_cases.create_run(session, wanted, principal.client_id)
    return await idempotency.answer(
        await use_cases.describe_run(session, run),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": _address(run.id)},
    )


@router.get("", responses=problems(InvalidCursor))
async def list_runs(principal: CanRead, session: Session, paging: Paging) -> Page[RunRead]:
    """List the runs (прогоны) of your territories, and published ones that concern them, latest first."""
    page = await queries.list_runs(session, principal, paging.wanted)
    return paging.answer(Page([await use_cases.describe_run(session, run) for run in page.items], page.next_cursor))


@router.get(
    "/{run_id}",
    responses=problems(RunNotFound)
    | _names_address(
        status.HTTP_200_OK, "Content-Location", "Address of the run in the answer: itself or an earlier one."
    ),
)
async def get_run(run_id: UUID, principal: CanRead, session: Session, response: Response) -> RunRead:
    """Return a run (прогон) with its counts.

    Once a run turns out to be the same as an earlier one in everything (facts, rule, options, year, territory,
    engine), its address answers with the earlier one, whose own address stands in `Content-Location`.
    """
    run = await get_visible_run(session, principal, run_id)
    response.headers["Content-Location"] = _address(run.id)
    return await use_cases.describe_run(session, run)


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
    responses=problems(RunNotFound, RunNotFinished, VerdictNotFound)
    | {status.HTTP_200_OK: {"content": {PlainTextResponse.media_type: {"example": EXAMPLE_EXPLANATION}}}},
)
async def explain_verdict(run_id: UUID, school_code: SchoolCode, principal: CanRead, session: Session) -> str:
    """Return the explanation (обоснование) of one verdict as Russian text."""
    run = await get_finished_run(session, principal, run_id)
    return (await use_cases.get_verdict(session, principal, run, school_code)).explanation


@router.get("/{run_id}/summary-table", responses=problems(RunNotFound, RunNotFinished, InvalidCursor))
async def show_summary_table(run_id: UUID, principal: CanRead, session: Session, paging: Paging) -> SummaryTable:
    """Show the summary table (сводная таблица, 002 §3.2): indicators in the order of the pack × schools, by code."""
    run = await get_finished_run(session, principal, run_id)
    table = await use_cases.get_summary_table(session, principal, run, paging.wanted)
    paging.answer(Page(table.items, table.next_cursor))
    return table


@router.get(
    "/{run_id}/summary-table.xlsx",
    response_class=StreamingResponse,
    responses=problems(RunNotFound, RunNotFinished, SheetTooSmall) | _WORKBOOK,
)
async def show_summary_workbook(run_id: UUID, principal: CanRead, session: Session) -> StreamingResponse:
    """Show the whole summary table as a workbook (сводная таблица в XLSX): percent, counts and triggers."""
    run = await get_finished_run(session, principal, run_id)
    spool = TemporaryFile()  # noqa: SIM115  # closed when it has been sent
    await use_cases.write_summary_table(session, principal, run, spool)
    headers = {"Content-Disposition": f'attachment; filename="summary-table-{run.id}.xlsx"'}
    return StreamingResponse(read_pieces(spool), media_type=XLSX_MEDIA_TYPE, headers=headers)


@router.post(
    "/{run_id}/verification",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=VerificationRead,
    responses=problems(RunNotFound, RunNotFinished, RunOfWiderTerritory, RequestInProgress, IdempotencyKeyReused)
    | _names_address(status.HTTP_202_ACCEPTED, "Location", "Address of the verification."),
)
async def verify_run(run_id: UUID, principal: CanRun, session: Session, idempotency: JsonIdempotency) -> Response:
    """Verify a run (проверка прогона): a job recomputes it from the facts of now and compares hashes and verdicts.

    The pack version, options and year are the run's own. Nothing of the run changes, and the recomputed verdicts
    are not kept.
    """
    run = await get_own_run(session, principal, run_id)
    verification = await use_cases.create_verification(session, run, principal.client_id)
    return await idempotency.answer(
        await use_cases.describe_verification(session, verification),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"{_address(run.id)}/verifications/{verification.id}"},
    )


@router.get("/{run_id}/verifications", responses=problems(RunNotFound, InvalidCursor))
async def list_verifications(
    run_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[VerificationRead]:
    """List the verifications (проверки) of a run, latest first."""
    run = await get_visible_run(session, principal, run_id)
    page = await queries.list_verifications(session, run.id, paging.wanted)
    items = [await use_cases.describe_verification(session, verification) for verification in page.items]
    return paging.answer(Page(items, page.next_cursor))


@router.get(
    "/{run_id}/verifications/{verification_id}",
    responses=problems(RunNotFound, VerificationNotFound),
)
async def get_verification(
    run_id: UUID, verification_id: UUID, principal: CanRead, session: Session
) -> VerificationRead:
    """Return a verification (проверка прогона) with what it found."""
    run = await get_visible_run(session, principal, run_id)
    verification = await use_cases.get_verification(session, verification_id, run.id)
    return await use_cases.describe_verification(session, verification)


@router.get(
    "/{run_id}/verifications/{verification_id}/differences",
    responses=problems(RunNotFound, VerificationNotFound, VerificationNotFinished, InvalidCursor),
)
async def list_verification_differences(
    run_id: UUID, verification_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[VerificationDifference]:
    """List the schools that a verification found changed (расхождения), with the facts that changed."""
    run = await get_visible_run(session, principal, run_id)
    verification = await use_cases.get_verification(session, verification_id, run.id)
    return paging.answer(
        await use_cases.list_verification_differences(session, principal, run, verification, paging.wanted)
    )


@router.get(
    "/{run_id}/comparison",
    responses=problems(RunNotFound, RunNotFinished, RunsNotComparable, InvalidCursor),
)
async def compare_runs(
    run_id: UUID,
    other_id: Annotated[UUID, Query(alias="with", description="The run to compare with: the earlier one.")],
    principal: CanRead,
    session: Session,
    paging: Paging,
    change: Annotated[VerdictChange | None, Query(description="Only schools of which this became.")] = None,
) -> RunComparison:
    """Compare a run with an earlier one of the same rule (сравнение прогонов): who entered, stayed, left, and why.

    A school that moved to another municipality is `only_there` under the old one and `only_here` under the new.
    """
    runs = (
        await get_finished_run(session, principal, run_id),
        await get_finished_run(session, principal, other_id),
    )
    comparison = await use_cases.compare_runs(session, principal, runs, change=change, page=paging.wanted)
    paging.answer(Page(comparison.items, comparison.next_cursor))
    return comparison
