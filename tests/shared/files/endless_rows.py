"""Text files with headers or rows without end."""

from collections.abc import Callable

from shared.files.rows import ROW_CHARACTERS

CSV = "text/csv"
NDJSON = "application/x-ndjson"
_MANY = 32_000_000


def make_rows_without_end(header: str) -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Return for each kind of file its media type and how to make it; the header is one that the reader accepts."""
    first = f"{header}\n".encode()
    return {
        "header of commas": (CSV, lambda: b"," * _MANY),
        "header of one name": (CSV, lambda: b"a" * _MANY),
        "header of many names": (CSV, lambda: b"code_1," * (_MANY // 7)),
        "header of many lines": (CSV, lambda: b'"' + b'\n","' * (_MANY // 4)),
        "row of commas": (CSV, lambda: first + b"," * _MANY),
        "row of one cell": (CSV, lambda: first + b"a" * _MANY),
        "row of one wide cell": (CSV, lambda: first + "😀".encode() * (_MANY // 4)),
        "row of many lines": (CSV, lambda: first + b'"' + b'\n","' * (_MANY // 4)),
        "row that no encoding reads": (CSV, lambda: first + b"\xff" + b"a" * _MANY),
        "object of one field": (NDJSON, lambda: b'{"code":"' + b"a" * _MANY + b'"}'),
        "object of many fields": (NDJSON, lambda: b'{"a":1' + b',"a":1' * (_MANY // 6) + b"}"),
        "list in lists": (NDJSON, lambda: b"[" * _MANY),
    }


def make_crowded_header() -> bytes:
    """As many names as fit into the longest header."""
    return b"a," * (ROW_CHARACTERS // 2 - 1) + b"a\n"


def make_crowded_object() -> bytes:
    """As many fields as fit into the longest line, the last one named twice."""
    fields = ",".join(f'"{number}":0' for number in range(6_000))
    return f'{{{fields},"5999":0}}\n'.encode()
