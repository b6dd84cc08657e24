"""COPY into staging: the fastest way in, in flat memory, inside the session's transaction."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncSession

# So that a file of any size takes the same memory: what is sent at a time, and how many rows, short or long, are
# joined at a time.
_CHUNK_BYTES = 1_048_576
_ROWS_JOINED = 250
# The library quotes a cell for every character of its line end; Postgres wants all line ends alike.
_LINE_END = "\r\n"


async def copy_rows(
    session: AsyncSession, table: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, constant: str
) -> int:
    """COPY rows of text into the table and return how many there were; empty text is null.

    The constant fills the first column of every row. The caller has already executed a statement in this
    transaction: asyncpg begins lazily, and a COPY before the first statement would run outside of it.
    """
    connection = await (await session.connection()).get_raw_connection()
    assert connection.driver_connection is not None, "an open session has a connection"
    status: str = await connection.driver_connection.copy_to_table(
        table, source=_chunks(iter(rows), constant), columns=list(columns), format="csv"
    )
    return int(status.rpartition(" ")[2])


async def _chunks(rows: Iterator[Sequence[str]], constant: str) -> AsyncIterator[bytes]:
    # Parsing and encoding run in a thread: other requests of this process go on meanwhile.
    while chunk := await asyncio.to_thread(_encode, rows, constant):
        yield chunk


def _encode(rows: Iterator[Sequence[str]], constant: str) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while size < _CHUNK_BYTES and (taken := list(islice(rows, _ROWS_JOINED))):
        pieces.append(_encode_rows(taken, constant))
        size += len(pieces[-1])
    return b"".join(pieces)


def _encode_rows(taken: Sequence[Sequence[str]], constant: str) -> bytes:
    """Return the rows as CSV; joined where no cell needs quotes, which is three times as fast as the library."""
    joined = _LINE_END.join([f"{constant},{','.join(row)}" for row in taken])
    needs_no_quotes = (
        '"' not in joined
        and joined.count(",") == len(taken) * len(taken[0])
        and joined.count("\n") == joined.count("\r") == len(taken) - 1
    )
    if needs_no_quotes:
        return f"{joined}{_LINE_END}".encode()
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=_LINE_END).writerows((constant, *row) for row in taken)
    return text.getvalue().encode("utf-8")
