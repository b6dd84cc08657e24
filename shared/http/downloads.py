"""Files out: what was written to a temporary file leaves piece by piece, after the session has ended."""

import re
from collections.abc import Iterator
from typing import IO
from urllib.parse import quote

_PIECE_BYTES = 65_536


def read_pieces(spool: IO[bytes]) -> Iterator[bytes]:
    """Yield the file from its start and close it."""
    with spool:
        spool.seek(0)
        while piece := spool.read(_PIECE_BYTES):
            yield piece


def attachment_headers(name: str) -> dict[str, str]:
    """Return the headers of a file that somebody sent: to be saved under its name, never shown as a page of ours."""
    # What reads no UTF-8 in headers sees an underscore for every such letter.
    plain = re.sub(r'[^ -~]|["\\]', "_", name)
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
        "Cache-Control": "private, no-store",
    }
