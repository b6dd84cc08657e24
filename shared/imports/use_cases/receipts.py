"""Telling senders what became of their rows."""

from collections.abc import Iterator
from typing import TextIO, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.files.csv_writer import write_csv
from shared.http.schemas import Progress
from shared.imports import queries
from shared.imports.errors import ReceiptNotFound
from shared.imports.rules import compare_totals, point_at
from shared.imports.schemas import IssueRead, ReceiptDescription, ReceiptState, Severity
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


_ReceiptT = TypeVar("_ReceiptT", bound=ReceiptDescription)


async def get_receipt(session: AsyncSession, service: str, receipt_id: UUID) -> Receipt:
    """Return the receipt of a service or raise ReceiptNotFound."""
    receipt = await queries.find_receipt(session, service, receipt_id)
    if receipt is None:
        raise ReceiptNotFound
    return receipt


async def get_own_receipt(session: AsyncSession, service: str, receipt_id: UUID, client_id: UUID) -> Receipt:
    """Return a receipt of this client; another client's does not exist for it."""
    receipt = await get_receipt(session, service, receipt_id)
    if receipt.client_id != client_id:
        raise ReceiptNotFound
    return receipt


async def describe_receipt(session: AsyncSession, receipt: Receipt, shape: type[_ReceiptT]) -> _ReceiptT:
    """Return the receipt as its sender reads it, in the shape of its service, with the state of its job."""
    job = await find_job_state(session, receipt.job_id) if receipt.job_id and receipt.state != "done" else None
    state = ReceiptState.done if receipt.state == "done" else _STATES[job.status] if job else ReceiptState.queued
    told = {
        "state": state,
        "progress": Progress(done=receipt.received if state == ReceiptState.done else 0, total=receipt.received),
        "totals": compare_totals(receipt.declared_totals, receipt.accepted_totals),
        "failure": _failure(job),
    }
    stored = {column.key: getattr(receipt, column.key) for column in Receipt.__table__.columns}
    return shape.model_validate(stored | told)


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
