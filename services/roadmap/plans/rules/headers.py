"""Finds the header of a table of measures: its words decide what a column holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.roadmap.plans.schemas import PlanIssue
from shared.files.grid import GridRow

_SHOWN = 60


class Column(StrEnum):
    """What a column of a plan may hold."""

    number = "number"
    measure = "measure"
    term = "term"
    responsible = "responsible"
    expected_result = "expected_result"


# As printed in 001 §2.2, 002 §4.5 and the plan of 002; with them the usual forms of the same words.
_NUMBERS = frozenset({"№", "№№", "№п/п", "№№п/п", "№пп", "п/п", "nп/п", "номер"})
_WORDS = {
    **dict.fromkeys(
        (
            *("наименование мероприятия", "наименование мероприятий", "меры, мероприятия", "мероприятие"),
            *("мероприятия", "меры и мероприятия"),
        ),
        Column.measure,
    ),
    **dict.fromkeys(
        (
            *("срок", "сроки", "срок исполнения", "сроки исполнения", "срок реализации", "сроки реализации"),
            *("срок проведения", "сроки проведения", "срок выполнения", "сроки выполнения"),
        ),
        Column.term,
    ),
    **dict.fromkeys(("ожидаемый результат", "ожидаемые результаты", "результат", "результаты"), Column.expected_result),
}
_RESPONSIBLE = "ответственн"


@dataclass(frozen=True, slots=True)
class Header:
    """A header that was found: where each column stands, and how wide the table is."""

    row: int
    names: tuple[str, ...]
    places: dict[Column, int]

    @property
    def width(self) -> int:
        """Return the number of columns up to the last that has a name."""
        return max(place for place, name in enumerate(self.names, start=1) if name)

    def name_of(self, column: Column) -> str | None:
        """Return the name of a column as printed, None where the table has no such column."""
        return self.names[self.places[column]] if column in self.places else None

    def cell(self, cells: Sequence[str], column: Column) -> str:
        """Return what stands in a column of a row, empty text where there is no such column."""
        place = self.places.get(column)
        return cells[place] if place is not None and place < len(cells) else ""


def find_header(row: GridRow, below: GridRow | None) -> tuple[Header, int] | None:
    """Return the header that begins in this row and the number of its rows, None where none does.

    Recognised scans break «№ п.п.» and «Ожидаемый результат» into two rows: both are read where that makes more sense.
    """
    alone = _arrange(row.number, row.cells)
    is_first_of_two = below is not None and _arrange(below.number, below.cells) is None
    if below is not None and is_first_of_two and len(below.cells) == len(row.cells):
        pairs = zip(row.cells, below.cells, strict=True)
        joined = _arrange(row.number, tuple(" ".join(filter(None, pair)) for pair in pairs))
        if joined and (alone is None or alone.places.items() < joined.places.items()):
            return joined, 2
    return (alone, 1) if alone else None


def is_header_by_semicolons(row: GridRow) -> bool:
    """Tell whether the row would be a header if semicolons were the delimiter."""
    return _arrange(row.number, tuple(",".join(row.cells).split(";"))) is not None


def list_header_issues(header: Header) -> Iterator[PlanIssue]:
    """Yield an issue for every column that is unknown or repeated, and for terms that are missing altogether."""
    for place, name in enumerate(header.names):
        column = _find_column(name)
        if name and column is None:
            detail = f"Столбец «{_shorten(name)}» не читается: среди столбцов плана такого нет."
            yield PlanIssue(row=header.row, column=name, code="unknown_column", detail=detail)
        elif column and header.places[column] != place:
            detail = f"Столбец «{_shorten(name)}» не читается: столбец с тем же смыслом уже есть левее."
            yield PlanIssue(row=header.row, column=name, code="repeated_column", detail=detail)
    if Column.term not in header.places:
        detail = "В таблице нет столбца «Сроки»: даты мероприятий неизвестны."
        yield PlanIssue(row=header.row, column=None, code="missing_column", detail=detail)


def _arrange(row: int, names: tuple[str, ...]) -> Header | None:
    places: dict[Column, int] = {}
    for place, name in enumerate(names):
        if column := _find_column(name):
            places.setdefault(column, place)
    is_header = Column.measure in places and places.keys() & {Column.term, Column.responsible, Column.expected_result}
    return Header(row, names, places) if is_header else None


def _find_column(name: str) -> Column | None:
    folded = " ".join(name.casefold().replace("ё", "е").split()).rstrip(" .:*")
    if re.sub(r"[\s.]", "", folded).replace("\\", "/") in _NUMBERS:
        return Column.number
    if folded.startswith(_RESPONSIBLE):
        return Column.responsible
    return _WORDS.get(re.sub(r"\s*,\s*", ", ", folded))


def _shorten(name: str) -> str:
    shown = " ".join(name.split())
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
