"""Telling senders what became of their rows."""

from collections.abc import Iterator
from typing import TextIO
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.imports import queries
from services.identification.imports.errors import ReceiptNotFound
from services.identification.imports.rules import compare_totals, point_at
from services.identification.imports.schemas import (
    Atomicity,
    Dataset,
    ImportMode,
    ImportOutcome,
    IssueRead,
    ReceiptRead,
    ReceiptState,
    Severity,
)
from shared.files.csv_writer import write_csv
from shared.http.schemas import Progress
from shared.models import Receipt, ReceiptIssue
from shared.queue import JobState, JobStatus, find_job_state

_STATES = {
    JobStatus.ready: ReceiptState.queued,
    JobStatus.running: ReceiptState.running,
    # Its row was read a moment before the job committed: only the row itself says that the counts are there.
    JobStatus.done: ReceiptState.running,
    JobStatus.dead: ReceiptState.failed,
    JobStatus.cancelled: ReceiptState.failed,
}


async def get_receipt(session: AsyncSession, receipt_id: UUID) -> Receipt:
    """Return the receipt or raise ReceiptNotFound."""
    receipt = await queries.find_receipt(session, receipt_id)
    if receipt is None:
        raise ReceiptNotFound
    return receipt


async def describe_receipt(session: AsyncSession, receipt: Receipt) -> ReceiptRead:
    """Return the receipt as its sender reads it, with the state of its job."""
    job = await find_job_state(session, receipt.job_id) if receipt.job_id and receipt.state != "done" else None
    state = ReceiptState.done if receipt.state == "done" else _STATES[job.status] if job else ReceiptState.queued
    return ReceiptRead(
        id=receipt.id,
        dataset=Dataset(receipt.dataset),
        mode=ImportMode(receipt.mode),
        atomic=Atomicity(receipt.atomic),
        as_of=receipt.as_of,
        state=state,
        outcome=ImportOutcome(receipt.outcome) if receipt.outcome else None,
        refusal=receipt.refusal,
        progress=Progress(done=receipt.received if state == ReceiptState.done else 0, total=receipt.received),
        received=receipt.received,
        created=receipt.created,
        updated=receipt.updated,
        unchanged=receipt.unchanged,
        stale=receipt.stale,
        rejected=receipt.rejected,
        totals=compare_totals(receipt.declared_totals, receipt.accepted_totals),
        created_at=receipt.created_at,
        finished_at=receipt.finished_at,
        failure=_failure(job),
    )


def _failure(job: JobState | None) -> str | None:
    if job is None or _STATES[job.status] is not ReceiptState.failed:
        return None
    return f"Загрузка не удалась, ничего не сохранено: {job.last_error}. Отправьте файл снова."


def describe_issue(receipt: Receipt, issue: ReceiptIssue) -> IssueRead:
    """Return an issue as the sender reads it."""
    return IssueRead(
        row=issue.row_number,
        column=issue.column,
        pointer=point_at(receipt.media_type, issue.row_number, issue.column),
        severity=Severity(issue.severity),
        code=issue.code,
        detail=issue.detail,
    )


async def write_issues(session: AsyncSession, receipt: Receipt, target: TextIO) -> None:
    """Write the issues of a receipt as CSV, one row an issue, in flat memory."""

    def write(issues: Iterator[ReceiptIssue]) -> None:
        rows = ((issue.row_number, issue.column, issue.severity, issue.code, issue.detail) for issue in issues)
        write_csv(target, ("row", "column", "severity", "code", "detail"), rows)

    await queries.write_issues(session, receipt.id, write)
