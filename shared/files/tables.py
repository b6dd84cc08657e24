"""Tables in any of the forms that are taken in: which reader reads which media type."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from shared.errors import Invalid
from shared.files.csv_reader import UTF8, WINDOWS_1251, read_csv
from shared.files.ndjson_reader import read_ndjson
from shared.files.rows import TableColumns, TextRow
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE, read_xlsx

TableReader = Callable[[BinaryIO, TableColumns], Iterator[TextRow]]
_READERS: dict[str, TableReader] = {
    "text/csv": read_csv,
    "text/csv; charset=utf-8": partial(read_csv, encoding=UTF8),
    "text/csv; charset=windows-1251": partial(read_csv, encoding=WINDOWS_1251),
    "application/x-ndjson": read_ndjson,
    XLSX_MEDIA_TYPE: read_xlsx,
}


class MediaTypeUnsupported(Invalid):
    """Формат не поддерживается. Отправьте CSV (text/csv), NDJSON (application/x-ndjson) или XLSX."""

    code = "media-type-unsupported"
    title = "Unsupported media type"
    status = 415


def get_table_reader(media_type: str) -> TableReader:
    """Return what reads tables of this media type or raise MediaTypeUnsupported."""
    reader = _READERS.get(_normalized(media_type))
    if reader is None:
        raise MediaTypeUnsupported
    return reader


def _normalized(media_type: str) -> str:
    essence, *parameters = (part.strip().lower() for part in media_type.split(";"))
    return "; ".join([essence, *(part.replace('"', "") for part in parameters if part)])
