"""CSV out: UTF-8, and no cell that a spreadsheet would run as a formula."""

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | None


def write_csv(target: TextIO, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write the rows below the header; text that begins like a formula gets an apostrophe, numbers stay numbers."""
    writer = csv.writer(_LineFeeds(target), lineterminator="\r\n")
    writer.writerow([_harmless(name) for name in header])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)


class _LineFeeds:
    """Ends lines with a line feed: told so itself, the library would leave carriage returns in cells unquoted."""

    def __init__(self, target: TextIO) -> None:
        self._target = target

    def write(self, line: str) -> int:
        return self._target.write(line.removesuffix("\r\n") + "\n")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS_FORMULA) else cell
