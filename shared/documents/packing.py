"""Packs an archive anew so that equal content is equal bytes: without the moment at which it was written."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # before it the format knows no time


def pack_evenly(archive: bytes) -> bytes:
    """Return the same archive with the first moment as that of every entry."""
    even = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(even, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(ZipInfo(entry.filename, _FIRST_MOMENT), source.read(entry), ZIP_DEFLATED)
    return even.getvalue()
