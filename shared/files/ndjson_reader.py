"""NDJSON in: one object a line, the same columns as CSV, numbers kept as they were written."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from shared.files.rows import ROW_CHARACTERS, RowFault, TableColumns, TableUnreadable, TextRow, faulty_row

_SURROGATE = re.compile("[\ud800-\udfff]")


class _RepeatedField(ValueError):
    """A JSON object that names a field twice."""


def read_ndjson(source: BinaryIO, columns: TableColumns) -> Iterator[TextRow]:
    """Yield one row a line, counted from 1; empty lines are passed over."""
    for number, line in enumerate(iter(partial(source.readline, ROW_CHARACTERS + 1), b""), start=1):
        if len(line) > ROW_CHARACTERS:
            raise TableUnreadable(f"Строка {number}: она длиннее {ROW_CHARACTERS} байт; нужен один объект на строку.")
        try:
            text = line.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            raise TableUnreadable(f"Строка {number}: не в кодировке UTF-8.") from error
        if "\\u0000" in text or "\0" in text:
            raise TableUnreadable(f"Строка {number}: нулевой символ внутри значения.")
        if text:
            row = _row(number, text, columns)
            # An escape can write half of a character, which no encoding can: not even as the name of a wrong field.
            broken = "\\u" in text and _SURROGATE.search("".join(row))
            yield faulty_row(number, columns, RowFault.broken_character) if broken else row


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
        name, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise _RepeatedField(name[:200])
    return record
