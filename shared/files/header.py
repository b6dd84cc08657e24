"""The header of a table: which columns are there, where they stand, what is wrong with them."""

from collections.abc import Sequence
from difflib import get_close_matches

from shared.errors import FieldIssue
from shared.files.rows import HeaderInvalid, TableColumns

_OTHER_DELIMITERS = (";", "\t")
_WRONG_DELIMITER = "Столбцы разделены не запятыми: сохраните файл как CSV с запятыми."


def find_positions(header: Sequence[str] | None, columns: TableColumns) -> list[int]:
    """Return, for each column asked for, where it stands in the file; one past the end where it is left out.

    Raises HeaderInvalid with an issue for every column that is missing, unknown or repeated.
    """
    names = [cell.strip() for cell in header or ()]
    if not any(names):
        raise HeaderInvalid(errors=[FieldIssue("", "empty_file", "Файл пуст: нужна строка с названиями столбцов.")])
    if len(names) == 1 and any(delimiter in names[0] for delimiter in _OTHER_DELIMITERS):
        raise HeaderInvalid(errors=[FieldIssue("", "wrong_delimiter", _WRONG_DELIMITER)])
    issues = [
        FieldIssue(f"/{name}", "missing_column", f"Нет обязательного столбца «{name}».")
        for name in columns.required
        if name not in names
    ]
    issues += [
        FieldIssue(f"/{name}", "unknown_column", _unknown_column(name, columns))
        for name in names
        if name not in columns.all
    ]
    issues += [
        FieldIssue(f"/{name}", "repeated_column", f"Столбец «{name}» встречается в заголовке дважды.")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if issues:
        raise HeaderInvalid(errors=issues)
    return [names.index(name) if name in names else len(names) for name in columns.all]


def arrange_cells(cells: Sequence[str], positions: Sequence[int]) -> list[str]:
    """Return the cells in the order of the columns asked for, empty text where a column is left out."""
    return [cells[place] if place < len(cells) else "" for place in positions]


def _unknown_column(name: str, columns: TableColumns) -> str:
    close = get_close_matches(name, columns.all, n=1)
    hint = f"Возможно, имелось в виду «{close[0]}»." if close else f"Допустимы: {', '.join(columns.all)}."
    return f"Неизвестный столбец «{name}». {hint}"
