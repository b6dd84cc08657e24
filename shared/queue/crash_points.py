"""Named places where tests kill the process: what was promised must hold whenever it dies."""

import os
import signal
from typing import Literal

CrashPoint = Literal["after_claim", "before_finish", "after_commit", "before_push"]


def crash_point(name: CrashPoint) -> None:
    """Die here, without a farewell, if OPORA_CRASH_POINT names this place; otherwise do nothing."""
    if os.environ.get("OPORA_CRASH_POINT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
