"""Asks whether a process of ours is well, for health checks: `python -m opora.probe URL|FILE`; exit 0 is yes.

A slim image has neither curl nor wget, and starting the whole command line for each question would cost a second.
"""

import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

# A service gives its own checks 2 s.
_ANSWER_SECONDS = 3.0
# A worker touches its file every 5 s; three beats missed in a row are no accident.
_FRESH_SECONDS = 20.0


def is_well(place: str) -> bool:
    """Tell whether the address answers 2xx, or the file was touched lately."""
    if place.startswith("http://"):
        try:
            with urllib.request.urlopen(place, timeout=_ANSWER_SECONDS):  # noqa: S310  # http only, as checked above
                return True
        except (urllib.error.URLError, OSError):
            return False
    try:
        return time.time() - Path(place).stat().st_mtime < _FRESH_SECONDS
    except OSError:
        return False


if __name__ == "__main__":
    _, asked = sys.argv
    sys.exit(0 if is_well(asked) else 1)
