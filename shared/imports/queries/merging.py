"""Staged rows: fill, measure, merge, discard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import TextClause, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.copying import copy_rows
from shared.files.rows import TextRow
from shared.imports.queries.datasets import DatasetStatements
from shared.imports.schemas import Atomicity, ImportMode
from shared.models import Receipt


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """What a merge wrote or would write and what it refused, in rows; sums of the accepted rows where they matter."""

    created: int
    updated: int
    stale: int
    rejected: int
    is_refused: bool
    sums: Mapping[str, int]


async def copy_to_staging(
    session: AsyncSession, dataset: DatasetStatements, receipt: Receipt, rows: Iterable[TextRow]
) -> int:
    """COPY rows of text into staging and return their number."""
    columns = ("receipt_id", "row_number", *dataset.columns.all, "fault", "fault_column")
    # A region's file takes longer than an API statement usually may.
    await session.execute(text("SET LOCAL statement_timeout = '10min'"))
    return await copy_rows(session, dataset.staging, columns, rows, constant=str(receipt.id))


async def take_turn(session: AsyncSession, dataset: DatasetStatements, receipt: Receipt) -> datetime:
    """Wait until no other merge of the dataset runs, and return the moment of this one, by the database's clock.

    No row appears between a merge's look and its insert, and moments of merges follow their order.
    """
    if receipt.mode == ImportMode.merge:
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(dataset.staging))))
    moment: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return moment


async def merge_staged(
    session: AsyncSession,
    dataset: DatasetStatements,
    receipt: Receipt,
    merged_at: datetime,
    parameters: Mapping[str, object],
) -> MergeCounts:
    """Write issues for every faulty row and merge the others; set-based, in the caller's transaction.

    Nothing is merged where the receipt asks for validation alone, or for all or nothing and one row is faulty.
    `parameters` are what the statements of the dataset want beside the receipt.
    """
    await _prepare(session, dataset)
    values = {**_values_of(receipt, dataset), "merged_at": merged_at, **parameters}
    if receipt.mode == ImportMode.validate:
        return _counts(dataset, await _execute(session, dataset.measure, values))
    measured: Mapping[str, Any] = {}
    if dataset.measures_first:
        measured = await _execute(session, dataset.measure, values)
        if measured["is_refused"]:
            return _counts(dataset, measured)
    for statement in dataset.before_merge:
        await session.execute(_bound(statement, values))
    counts = _counts(dataset, {**measured, **await _execute(session, dataset.merge, values)})
    for statement in dataset.after_merge:
        await session.execute(text(statement))
    return counts


async def _prepare(session: AsyncSession, dataset: DatasetStatements) -> None:
    # Fresh rows have no statistics, and a plan made without them joins row by row.
    await session.execute(text(f"ANALYZE {dataset.staging}"))
    # Everything joined to a file's rows is far smaller than the file: hashing it beats sorting a million rows.
    await session.execute(text("SET LOCAL enable_mergejoin = off"))
    await session.execute(text("SET LOCAL work_mem = '64MB'"))


def _values_of(receipt: Receipt, dataset: DatasetStatements) -> dict[str, object]:
    declared = {f"declared_{name}": receipt.declared_totals.get(name) for name in dataset.all_totals}
    return {
        "receipt_id": receipt.id,
        "as_of": receipt.as_of,
        "received": receipt.received,
        "is_atomic": receipt.atomic == Atomicity.all,
        "has_sums": any(name in receipt.declared_totals for name in dataset.totals),
        **declared,
    }


async def _execute(session: AsyncSession, statement: str, values: Mapping[str, object]) -> Mapping[str, Any]:
    return dict((await session.execute(_bound(statement, values))).mappings().one())


def _bound(statement: str, values: Mapping[str, object]) -> TextClause:
    clause = text(statement)
    return clause.bindparams(**{name: value for name, value in values.items() if f":{name}" in statement})


def _counts(dataset: DatasetStatements, counted: Mapping[str, Any]) -> MergeCounts:
    names = ("created", "updated", "stale", "rejected", "is_refused")
    sums = {name: int(counted[name] or 0) for name in dataset.totals}
    return MergeCounts(**{name: counted[name] for name in names}, sums=sums)


async def discard_staged(session: AsyncSession, dataset: DatasetStatements, receipt: Receipt) -> None:
    """Remove the staged rows of a receipt."""
    await session.execute(
        text(f"DELETE FROM {dataset.staging} WHERE receipt_id = :receipt_id"),  # noqa: S608  # a constant of a service
        {"receipt_id": receipt.id},
    )
