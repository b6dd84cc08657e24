"""What every reader yields: rows of text, faulty ones marked instead of dropped."""

from dataclasses import dataclass
from enum import StrEnum

from shared.errors import Invalid

# The longest name of a school has 300: whatever is longer is no row of a table, or a quote that nobody closed.
ROW_CHARACTERS = 65_536


class RowFault(StrEnum):
    """Why a row could not be read; the row is kept, so that counts add up."""

    wrong_cell_count = "wrong_cell_count"
    broken_quotes = "broken_quotes"
    not_an_object = "not_an_object"
    unknown_field = "unknown_field"
    repeated_field = "repeated_field"
    wrong_type = "wrong_type"
    broken_character = "broken_character"
    formula_cell = "formula_cell"
    error_cell = "error_cell"
    inexact_number = "inexact_number"


TextRow = tuple[str, ...]
"""One row of a file, all text: its number as a spreadsheet shows it, its cells in the order of the columns asked for
(without surrounding blanks, empty where nothing stands), fault and column of the fault (empty where it was read).
A plain tuple, because a region's file has a million of them."""


def faulty_row(number: int, columns: "TableColumns", fault: RowFault, fault_column: str = "") -> TextRow:
    """Return the row of a line that could not be read: every cell empty, and why."""
    return (str(number), *("" for _ in columns.all), fault.value, fault_column)


@dataclass(frozen=True, slots=True)
class TableColumns:
    """The columns a table must and may have; any other is an error."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Return required columns, then optional ones."""
        return self.required + self.optional


class TableUnreadable(Invalid):
    """Файл не удалось прочитать как таблицу. Проверьте кодировку (UTF-8), разделитель (запятая) и кавычки."""

    code = "table-unreadable"
    title = "The table cannot be read"


class HeaderInvalid(Invalid):
    """Заголовок таблицы не соответствует описанию. Исправьте названия столбцов и отправьте файл снова."""

    code = "header-invalid"
    title = "The header of the table is not as described"
