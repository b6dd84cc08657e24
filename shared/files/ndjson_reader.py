"""NDJSON in: one object a line, the same columns as CSV, numbers kept as they were written."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from shared.files.rows import RowFault, TableColumns, TableUnreadable, TextRow, faulty_row


class _RepeatedField(ValueError):
    """A JSON object that names a field twice."""


def read_ndjson(source: BinaryIO, columns: TableColumns) -> Iterator[TextRow]:
    """Yield one row a line, counted from 1; empty lines are passed over."""
    for number, line in enumerate(source, start=1):
        try:
            text = line.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            raise TableUnreadable(f"Строка {number}: не в кодировке UTF-8.") from error
        if "\\u0000" in text or "\0" in text:
            raise TableUnreadable(f"Строка {number}: нулевой символ внутри значения.")
        if text:
            yield _row(number, text, columns)


def _row(number: int, text: str, columns: TableColumns) -> TextRow:
    try:
        # Numbers stay text: 17 digits survive, and 3.5 is refused by validation instead of being rounded here.
        record = json.loads(text, object_pairs_hook=_unique, parse_int=str, parse_float=str, parse_constant=str)
    except _RepeatedField as error:
        return faulty_row(number, columns, RowFault.repeated_field, str(error))
    except (ValueError, RecursionError):
        return faulty_row(number, columns, RowFault.not_an_object)
    if not isinstance(record, dict):
        return faulty_row(number, columns, RowFault.not_an_object)
    for name, cell in record.items():
        if name not in columns.all:
            return faulty_row(number, columns, RowFault.unknown_field, name[:200])
        if cell is not None and not isinstance(cell, str):
            return faulty_row(number, columns, RowFault.wrong_type, name)
    return (str(number), *[(record.get(name) or "").strip() for name in columns.all], "", "")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedField(next(name for name in names if names.count(name) > 1)[:200])
    return record
