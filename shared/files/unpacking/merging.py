"""Merged cells of a sheet: what stands in the first of them belongs to all."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import range_boundaries

from shared.files.unpacking.refusal import FileRefused


@dataclass(slots=True)
class _Range:
    """A merged range; columns from 0, the last one excluded."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    text: str = ""


class MergedCells:
    """Fills rows that come from top to bottom."""

    def __init__(self, references: Sequence[str]) -> None:
        """Take the ranges as a sheet names them: «A5:E5»."""
        self._waiting = sorted(map(_parse, references), key=lambda found: found.first_row, reverse=True)
        self._open: list[_Range] = []

    def fill(self, row: int, cells: list[str]) -> list[str]:
        """Return the cells of a row with every merged one filled."""
        while self._waiting and self._waiting[-1].first_row <= row:
            self._open.append(self._waiting.pop())
        self._open = [found for found in self._open if found.last_row >= row]
        filled = list(cells)
        for found in self._open:
            if found.first_row == row and found.first_column < len(cells):
                found.text = cells[found.first_column]
            width = len(filled[found.first_column : found.last_column])
            filled[found.first_column : found.first_column + width] = [found.text] * width
        return filled


def _parse(reference: str) -> _Range:
    try:
        first_column, first_row, last_column, last_row = range_boundaries(reference)
        return _Range(first_row, last_row, first_column - 1, last_column)
    except (TypeError, ValueError) as error:
        raise FileRefused("Объединённые ячейки листа описаны неверно: файл повреждён. Сохраните его заново.") from error
