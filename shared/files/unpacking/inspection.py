"""Looks through the XML of one part: no entities, no depth without end, no cell far off; what is merged."""

import re
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from shared.files.unpacking import limits
from shared.files.unpacking.refusal import FileRefused

_REFERENCE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_TOO_COMPLEX = "Внутреннее устройство файла необычно сложное. Отправьте таблицу как CSV UTF-8."
_FILLS_CELL = frozenset({"v", "is", "f"})


@dataclass(slots=True)
class Budget:
    """What all parts together may still have."""

    inflated_bytes: int
    elements: int
    cells: int


@dataclass(slots=True)
class SheetExtent:
    """Where the last cell that holds something stands, and which ranges are merged."""

    rows: int = 0
    columns: int = 0
    merged: list[str] = field(default_factory=list)


class PartInspector:
    """Follows one part through the parser that openpyxl will use, so that both see the same document."""

    def __init__(self, budget: Budget) -> None:
        self.has_begun = False
        self._budget = budget
        self._fed = 0
        self._depth = 0
        self._extent: SheetExtent | None = None
        self._row = 0
        self._column = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    def feed(self, piece: bytes) -> None:
        """Look through the next bytes; raise FileRefused, or ExpatError where they are not XML."""
        self.has_begun = True
        self._fed += len(piece)
        self._parser.Parse(piece)
        if self._fed - self._parser.CurrentByteIndex > limits.XML_TAG_BYTES:
            raise FileRefused(_TOO_COMPLEX)

    def finish(self) -> SheetExtent | None:
        """Return the extent of a sheet, None for any other part and for one that is cut off."""
        try:
            self._parser.Parse(b"", True)  # noqa: FBT003  # the parser's own way of saying that this was all
        except expat.ExpatError:
            return None
        return self._extent

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._budget.elements -= 1
        if self._depth > limits.XML_DEPTH or self._budget.elements < 0:
            raise FileRefused(_TOO_COMPLEX)
        local_name = name.rpartition(" ")[2]
        if self._extent is not None:
            self._note(self._extent, local_name, attributes)
        elif self._depth == 1 and local_name == "worksheet":
            self._extent = SheetExtent()

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _note(self, extent: SheetExtent, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._enter_cell(attributes.get("r"))
        elif name in _FILLS_CELL:
            self._fill_cell(extent)
        elif name == "row":
            self._enter_row(attributes.get("r"))
        elif name == "mergeCell":
            extent.merged.append(attributes.get("ref", ""))

    def _enter_row(self, number: str | None) -> None:
        last = self._row
        self._row = last + 1 if number is None else int(number) if re.fullmatch("[0-9]{1,7}", number) else 0
        self._column = 0
        # openpyxl passes over rows that come late: nothing of a file may vanish.
        if self._row <= last:
            _refuse_order()

    def _enter_cell(self, reference: str | None) -> None:
        last = self._column
        self._budget.cells -= 1
        if self._budget.cells < 0:
            raise FileRefused(f"В книге больше {limits.CELLS} ячеек. Отправьте таблицу как CSV UTF-8.")
        if reference is None:
            self._column = last + 1
            return
        match = _REFERENCE.fullmatch(reference)
        if match is None or int(match[2]) != self._row:
            _refuse_order()
        self._column = _column_number(match[1])
        if self._column <= last:
            _refuse_order()

    def _fill_cell(self, extent: SheetExtent) -> None:
        if self._row > limits.SHEET_ROWS or self._column > limits.SHEET_COLUMNS:
            raise FileRefused(
                f"Ячейка в строке {self._row}, столбце {self._column} лежит за пределами таблицы: допустимо "
                f"{limits.SHEET_ROWS} строк и {limits.SHEET_COLUMNS} столбцов. Удалите лишнее или отправьте CSV."
            )
        extent.rows = self._row
        extent.columns = max(extent.columns, self._column)

    def _refuse_doctype(self, *_: object) -> NoReturn:
        raise FileRefused("В файле есть описание типа документа (DTD): в таблицах его не бывает.")


def _refuse_order() -> NoReturn:
    raise FileRefused("Строки или ячейки листа идут не по порядку: файл повреждён. Сохраните таблицу заново.")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
