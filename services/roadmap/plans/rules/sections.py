"""Tells rows of a table apart: sections, numbers of columns, and the rest of a row above."""

import re
from collections.abc import Sequence

from services.roadmap.plans.rules.headers import Column, Header

_DASHES = re.compile(r"[\s\-‐-―−]*")
_ROMAN = re.compile(r"[IVXLCІХ]+", re.IGNORECASE)
_NUMBER = re.compile(r"№?\s*\d[\d.\-–/]*\s*[а-яё]?[.)]*|[а-яё][.)]*", re.IGNORECASE)
_FEWEST_NUMBERED = 3


def strip_dashes(cell: str) -> str:
    """Return the cell, empty where nothing but a dash stands in it."""
    return "" if _DASHES.fullmatch(cell) else cell


def find_section(cells: Sequence[str], header: Header) -> str | None:
    """Return the title of a section: one cell over the row, or one text repeated; None for any other row.

    A number before the title belongs to it, and so does a piece of the title that a scan cut off into the first column.
    """
    filled = {place: cell for place, cell in enumerate(cells) if cell}
    number = header.cell(cells, Column.number)
    if len(filled) == 1:
        ((place, text),) = filled.items()
        return text if place <= header.places[Column.measure] and not _is_number(text) else None
    if len(set(filled.values())) == 1:
        return next(iter(filled.values()))
    title = header.cell(cells, Column.measure)
    rest = [cell for place, cell in filled.items() if place != header.places.get(Column.number)]
    is_repeated = len(rest) > 1 and set(rest) == {title}
    if number and title and (is_repeated or (len(rest) == 1 and _begins_section(number))):
        return title if title.startswith(number) else f"{number} {title}"
    return None


def is_row_of_column_numbers(cells: Sequence[str], header: Header) -> bool:
    """Tell whether the row numbers the columns: «1 | 2 | 3 | 4 | 5»."""
    numbers = [str(number) for number in range(1, header.width + 1)]
    return header.width >= _FEWEST_NUMBERED and list(cells[: header.width]) == numbers


def may_continue(cells: Sequence[str], header: Header) -> bool:
    """Tell whether the row may be the rest of the one above: without a number, every cell goes on in the middle."""
    filled = [cell for cell in cells if cell]
    return not header.cell(cells, Column.number) and filled[0][0].islower() and all(map(_goes_on, filled))


def _goes_on(cell: str) -> bool:
    return not (cell[0].isupper() or cell[0].isdigit())


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None or _is_roman(text)


def _begins_section(number: str) -> bool:
    return _is_roman(number) or not _is_number(number)


def _is_roman(text: str) -> bool:
    return _ROMAN.fullmatch(text.strip(" .)")) is not None
