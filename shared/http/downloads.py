"""Files out: what was written to a temporary file leaves piece by piece, after the session has ended."""

from collections.abc import Iterator
from typing import IO

_PIECE_BYTES = 65_536


def read_pieces(spool: IO[bytes]) -> Iterator[bytes]:
    """Yield the file from its start and close it."""
    with spool:
        spool.seek(0)
        while piece := spool.read(_PIECE_BYTES):
            yield piece
