"""Reads the tables of a document, every cell as text; what stands between them is passed over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NoReturn
from xml.parsers import expat
from zipfile import ZipFile

from shared.files.unpacking import limits
from shared.files.unpacking.refusal import FileRefused

DocumentRow = tuple[int, int, list[str]]
"""Number of the table, number of the row counted through all tables, cells."""

_RELATIONS = "_rels/.rels"
_MAIN_PART = "/officeDocument"
_WORDS = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}
# The second copy of a drawing for old programs, and text whose move is tracked: it stands elsewhere too.
_PASSED_OVER = frozenset({"Fallback", "moveFrom"})
_PIECE_BYTES = 65_536
_NO_DOCUMENT = "Файл — архив, но не .docx: в нём нет текста документа. Отправьте сам файл .docx."


@dataclass(slots=True)
class _Cell:
    pieces: list[str] = field(default_factory=list)
    span: int = 1
    is_merged_above: bool = False
    is_merged_left: bool = False


@dataclass(slots=True)
class _Table:
    """A table while it is read; `above` is what stands in a column, for cells that are merged with it."""

    number: int
    row_number: int = 0
    cells: list[str] = field(default_factory=list)
    above: dict[int, str] = field(default_factory=dict)
    cell: _Cell | None = None
    holds_text: bool = False
    columns_after: int = 0


def read_document(archive: ZipFile) -> Iterator[DocumentRow]:
    """Yield the rows that hold something, table by table; merged cells are filled with what stands in the first."""
    tables = _DocumentTables()
    part = _find_main_part(archive)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = tables.start
    parser.EndElementHandler = tables.end
    parser.CharacterDataHandler = tables.add_text
    _parse(archive, part, parser)
    yield from sorted(tables.rows, key=lambda row: row[:2])


def _find_main_part(archive: ZipFile) -> str:
    targets: list[str] = []

    def note(_: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith(_MAIN_PART):
            targets.append(attributes.get("Target", "").removeprefix("/"))

    parser = expat.ParserCreate()
    parser.StartElementHandler = note
    if _RELATIONS in archive.namelist():
        _parse(archive, _RELATIONS, parser)
    if not targets or targets[0] not in archive.namelist():
        raise FileRefused(_NO_DOCUMENT)
    return targets[0]


def _parse(archive: ZipFile, part: str, parser: expat.XMLParserType) -> None:
    with archive.open(part) as content:
        for piece in iter(partial(content.read, _PIECE_BYTES), b""):
            parser.Parse(piece)
        parser.Parse(b"", True)  # noqa: FBT003  # the parser's own way of saying that this was all


class _DocumentTables:
    """Collects rows from the events of the parser; tables inside cells are tables of their own."""

    def __init__(self) -> None:
        self.rows: list[DocumentRow] = []
        self._open: list[_Table] = []
        self._tables = 0
        self._row_number = 0
        self._passed_over = 0
        self._is_text = False
        self._has_begun = False
        self._starts: dict[str, Callable[[_Table, dict[str, str]], None]] = {
            "tr": self._start_row,
            "tc": self._start_cell,
            "p": self._start_paragraph,
            "gridBefore": lambda table, attributes: table.cells.extend([""] * _count(attributes)),
            "gridAfter": lambda table, attributes: setattr(table, "columns_after", _count(attributes)),
            "gridSpan": self._note_span,
            "vMerge": self._note_vertical,
            "hMerge": self._note_horizontal,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow the start of an element."""
        space, _, local_name = name.rpartition(" ")
        if not self._has_begun and (local_name != "document" or space not in _WORDS):
            raise FileRefused(_NO_DOCUMENT)
        self._has_begun = True
        if local_name in _PASSED_OVER:
            self._passed_over += 1
        if self._passed_over or space not in _WORDS:
            return
        if local_name == "tbl":
            self._tables += 1
            self._open.append(_Table(self._tables))
        elif local_name == "t":
            self._is_text = True
        elif local_name in _BREAKS:
            self._add(_BREAKS[local_name])
        elif self._open and local_name in self._starts:
            self._starts[local_name](self._open[-1], _plain(attributes))

    def end(self, name: str) -> None:
        """Follow the end of an element."""
        space, _, local_name = name.rpartition(" ")
        if local_name in _PASSED_OVER:
            self._passed_over -= 1
        if self._passed_over or space not in _WORDS:
            return
        if local_name == "t":
            self._is_text = False
        elif local_name == "tbl" and self._open:
            self._open.pop()
        elif local_name == "tc" and self._open:
            self._end_cell(self._open[-1])
        elif local_name == "tr" and self._open:
            self._end_row(self._open[-1])

    def add_text(self, text: str) -> None:
        """Follow text; only that of runs counts, not that of fields or deletions."""
        if self._is_text and not self._passed_over:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._open and (cell := self._open[-1].cell):
            cell.pieces.append(text)

    def _start_row(self, table: _Table, _: dict[str, str]) -> None:
        self._row_number += 1
        table.row_number = self._row_number
        table.cells, table.cell, table.holds_text, table.columns_after = [], None, False, 0

    def _start_cell(self, table: _Table, _: dict[str, str]) -> None:
        table.cell = _Cell()

    def _start_paragraph(self, table: _Table, _: dict[str, str]) -> None:
        if table.cell and table.cell.pieces:
            table.cell.pieces.append("\n")

    def _note_span(self, table: _Table, attributes: dict[str, str]) -> None:
        if table.cell:
            table.cell.span = max(1, _count(attributes))

    def _note_vertical(self, table: _Table, attributes: dict[str, str]) -> None:
        if table.cell:
            table.cell.is_merged_above = attributes.get("val") != "restart"

    def _note_horizontal(self, table: _Table, attributes: dict[str, str]) -> None:
        if table.cell:
            table.cell.is_merged_left = attributes.get("val") != "restart"

    def _end_cell(self, table: _Table) -> None:
        cell, place = table.cell, len(table.cells)
        if cell is None:
            return
        text = "".join(cell.pieces).strip()
        table.holds_text |= bool(text)
        if cell.is_merged_above:
            text = table.above.get(place, "")
        elif cell.is_merged_left and table.cells:
            text = table.cells[-1]
        for column in range(place, place + cell.span):
            table.above[column] = text
        table.cells.extend([text] * cell.span)
        table.cell = None
        if len(table.cells) > limits.SHEET_COLUMNS:
            _refuse_width()

    def _end_row(self, table: _Table) -> None:
        # A row that holds nothing but what is merged from above is the rest of the row above.
        if table.holds_text:
            cells = table.cells + [""] * table.columns_after
            self.rows.append((table.number, table.row_number, cells))


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    return {name.rpartition(" ")[2]: text for name, text in attributes.items()}


def _count(attributes: dict[str, str]) -> int:
    """Return a number of columns."""
    text = attributes.get("val", "")
    if not text.isascii() or not text.isdecimal() or int(text[:6]) > limits.SHEET_COLUMNS:
        _refuse_width()
    return int(text)


def _refuse_width() -> NoReturn:
    raise FileRefused(f"В таблице документа больше {limits.SHEET_COLUMNS} столбцов. Отправьте таблицу как CSV UTF-8.")
