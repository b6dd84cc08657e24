"""Receipts and their issues: write, read, page; staging: fill, merge, discard."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from uuid import UUID

from sqlalchemy import Select, TextClause, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.imports.queries.datasets import DATASETS, DatasetStatements
from services.identification.imports.schemas import Dataset
from shared.database.copying import copy_rows
from shared.database.paging import Page, PageRequest, ascending, descending, fetch_page
from shared.files.rows import TextRow
from shared.models import Receipt, ReceiptIssue


@dataclass(frozen=True, slots=True)
class Reach:
    """What a sender may write: everything, or regions, municipalities (ОКТМО) and schools by code."""

    everywhere: bool
    regions: list[str] = field(default_factory=list)
    oktmos: list[str] = field(default_factory=list)
    schools: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Elements:
    """Context elements that installed packs know, by kind."""

    answer_elements: list[str]
    share_elements: list[str]


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """What a merge wrote and refused, in rows."""

    created: int
    updated: int
    rejected: int


async def add_receipt(session: AsyncSession, receipt: Receipt) -> None:
    """Write a new receipt."""
    session.add(receipt)
    await session.flush()


async def copy_to_staging(session: AsyncSession, receipt: Receipt, rows: Iterable[TextRow]) -> int:
    """COPY the rows of a file into staging and return their number."""
    dataset = DATASETS[Dataset(receipt.dataset)]
    columns = ("receipt_id", "row_number", *dataset.columns.all, "fault", "fault_column")
    # A region's file takes longer than an API statement usually may.
    await session.execute(text("SET LOCAL statement_timeout = '10min'"))
    return await copy_rows(session, dataset.staging, columns, rows, constant=str(receipt.id))


async def merge_staged(session: AsyncSession, receipt: Receipt, reach: Reach, elements: Elements) -> MergeCounts:
    """Write issues for every faulty row and merge the others; set-based, in the caller's transaction."""
    dataset = DATASETS[Dataset(receipt.dataset)]
    await _prepare(session, dataset)
    values: dict[str, object] = {"receipt_id": receipt.id, **asdict(reach), **asdict(elements)}
    for statement in dataset.before_merge:
        await session.execute(_bound(statement, values))
    counts = (await session.execute(_bound(dataset.merge, values))).mappings().one()
    for statement in dataset.after_merge:
        await session.execute(text(statement))
    return MergeCounts(**counts)


async def _prepare(session: AsyncSession, dataset: DatasetStatements) -> None:
    # Merges of one dataset take turns: no row appears between a merge's look and its insert.
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(dataset.staging))))
    # Fresh rows have no statistics, and a plan made without them joins row by row.
    await session.execute(text(f"ANALYZE {dataset.staging}"))
    # Everything joined to a file's rows is far smaller than the file: hashing it beats sorting a million rows.
    await session.execute(text("SET LOCAL enable_mergejoin = off"))
    await session.execute(text("SET LOCAL work_mem = '64MB'"))


def _bound(statement: str, values: dict[str, object]) -> TextClause:
    clause = text(statement)
    return clause.bindparams(**{name: value for name, value in values.items() if f":{name}" in statement})


async def discard_staged(session: AsyncSession, receipt: Receipt) -> None:
    """Remove the staged rows of a receipt."""
    staging = DATASETS[Dataset(receipt.dataset)].staging
    await session.execute(
        text(f"DELETE FROM {staging} WHERE receipt_id = :receipt_id"),  # noqa: S608  # a constant of this package
        {"receipt_id": receipt.id},
    )


async def find_receipt(session: AsyncSession, receipt_id: UUID) -> Receipt | None:
    """Return the receipt, None where there is none."""
    return await session.get(Receipt, receipt_id)


async def list_elements(session: AsyncSession) -> Elements:
    """Return the context elements of every published pack, by kind."""
    statement = text(
        "SELECT DISTINCT element ->> 'code' AS code, element ->> 'kind' AS kind "
        "FROM pack, jsonb_array_elements(pack.definition -> 'identification' -> 'elements') AS element"
    )
    rows = (await session.execute(statement)).all()
    return Elements(
        answer_elements=[code for code, kind in rows if kind == "answer"],
        share_elements=[code for code, kind in rows if kind == "share"],
    )


async def list_receipts(session: AsyncSession, client_id: UUID, page: PageRequest) -> Page[Receipt]:
    """List the receipts of one client, latest first."""
    statement = select(Receipt).where(Receipt.client_id == client_id)
    return await fetch_page(session, statement, [descending(Receipt.created_at), descending(Receipt.id)], page)


async def list_issues(session: AsyncSession, receipt_id: UUID, page: PageRequest) -> Page[ReceiptIssue]:
    """List the issues of one receipt in the order of the file."""
    keys = [ascending(ReceiptIssue.row_number), ascending(ReceiptIssue.position)]
    return await fetch_page(session, issues_of(receipt_id), keys, page)


def issues_of(receipt_id: UUID) -> Select[ReceiptIssue]:
    """Select the issues of one receipt."""
    return select(ReceiptIssue).where(ReceiptIssue.receipt_id == receipt_id)
