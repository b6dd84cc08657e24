"""The header of a table: which columns are there, where they stand, what is wrong with them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice

from shared.errors import FieldIssue
from shared.files.rows import HeaderInvalid, TableColumns

# As many as a sheet may have. All of this is bounded because a header of commas alone may be long.
_MOST_COLUMNS = 256
_MOST_ISSUES = 20
_LONGEST_NAME = 64
_OTHER_DELIMITERS = (";", "\t")
_TOO_MANY = f"В заголовке столбцов: {{}}, а можно не больше {_MOST_COLUMNS}. Удалите лишние запятые и столбцы."
_WRONG_DELIMITER = "Столбцы разделены не запятыми: сохраните файл как CSV с запятыми."


def find_positions(header: Sequence[str] | None, columns: TableColumns) -> list[int]:
    """Return, for each column asked for, where it stands in the file; one past the end where it is left out.

    Raises HeaderInvalid with an issue for every column that is missing, unknown or repeated, the first twenty of them.
    """
    if header and len(header) > _MOST_COLUMNS:
        raise HeaderInvalid(errors=[FieldIssue("", "too_many_columns", _TOO_MANY.format(len(header)))])
    names = [cell.strip() for cell in header or ()]
    if not any(names):
        raise HeaderInvalid(errors=[FieldIssue("", "empty_file", "Файл пуст: нужна строка с названиями столбцов.")])
    if len(names) == 1 and any(delimiter in names[0] for delimiter in _OTHER_DELIMITERS):
        raise HeaderInvalid(errors=[FieldIssue("", "wrong_delimiter", _WRONG_DELIMITER)])
    if issues := list(islice(_list_issues(names, columns), _MOST_ISSUES)):
        raise HeaderInvalid(errors=issues)
    return [names.index(name) if name in names else len(names) for name in columns.all]


def arrange_cells(cells: Sequence[str], positions: Sequence[int]) -> list[str]:
    """Return the cells in the order of the columns asked for, empty text where a column is left out."""
    return [cells[place] if place < len(cells) else "" for place in positions]


def _list_issues(names: Sequence[str], columns: TableColumns) -> Iterator[FieldIssue]:
    for name in columns.required:
        if name not in names:
            yield FieldIssue(f"/{name}", "missing_column", f"Нет обязательного столбца «{name}».")
    for name in names:
        if name not in columns.all:
            yield FieldIssue(f"/{_shorten(name)}", "unknown_column", _unknown_column(name, columns))
    for name, times in sorted(Counter(names).items()):
        if times > 1:
            detail = f"Столбец «{_shorten(name)}» встречается в заголовке дважды."
            yield FieldIssue(f"/{_shorten(name)}", "repeated_column", detail)


def _unknown_column(name: str, columns: TableColumns) -> str:
    close = get_close_matches(name, columns.all, n=1) if len(name) <= _LONGEST_NAME else []
    hint = f"Возможно, имелось в виду «{close[0]}»." if close else f"Допустимы: {', '.join(columns.all)}."
    return f"Неизвестный столбец «{_shorten(name)}». {hint}"


def _shorten(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
