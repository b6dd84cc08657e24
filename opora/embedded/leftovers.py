"""Servers that outlived a killed owner: found by their folder, verified, and ended before a new start."""

import contextlib
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from opora.embedded.errors import DataFolderInUse

# The killed owner's watcher may be ending the server right now; an unverifiable process gets this long to go.
UNVERIFIED_PATIENCE_SECONDS = 10.0
POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Traces:
    """What a server leaves in its store and how it is recognised."""

    store: Path
    pid_file: Path
    process_names: frozenset[str]
    stop_signals: Sequence[tuple[int, float]]


def end_leftovers(traces: Traces) -> None:
    """End what still runs in the store, and only that; remove a stale note of a process that is gone."""
    if not traces.pid_file.exists():
        return
    noted = _find_noted(traces)
    if noted is not None:
        _end([noted], traces.stop_signals)
    # A killed postmaster's sessions may live on, and keep the shared memory that a new one would need.
    _end(_list_running_in(traces), traces.stop_signals)
    traces.pid_file.unlink(missing_ok=True)


def _find_noted(traces: Traces) -> psutil.Process | None:
    """Return the process of the pid file if it is the server of this store."""
    first_line = traces.pid_file.read_text(errors="replace").partition("\n")[0].strip()
    if not first_line.isdigit():
        return None
    give_up_at = time.monotonic() + UNVERIFIED_PATIENCE_SECONDS
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(int(first_line))
        while (verified := _serves(process, traces)) is None:
            if time.monotonic() > give_up_at:
                raise DataFolderInUse(
                    f"С папкой {traces.store}, возможно, ещё работает процесс {process.pid} ({process.name()}), "
                    "но проверить это операционная система не даёт. Если это так, остановите его сами; "
                    f"если нет, удалите файл {traces.pid_file}."
                )
            time.sleep(POLL_SECONDS)
        return process if verified else None
    return None


def _serves(process: psutil.Process, traces: Traces) -> bool | None:
    """Tell whether the process is the server of this store; None where the system does not let us look."""
    if not _is_alive(process) or process.name() not in traces.process_names:
        return False
    try:
        return Path(process.cwd()) == traces.store
    except psutil.AccessDenied:
        named = rf"(^|\s){re.escape(str(traces.store))}(/|\s|$)"
        return True if re.search(named, " ".join(process.cmdline())) else None


def _list_running_in(traces: Traces) -> list[psutil.Process]:
    """Return every process of the server's name that works in the store."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.NoSuchProcess):
            if _serves(process, traces):
                found.append(process)
    return found


def _end(processes: list[psutil.Process], stop_signals: Sequence[tuple[int, float]]) -> None:
    """Send the signals in turn until all have gone; psutil refuses to signal a number that was reused."""
    for number, seconds in stop_signals:
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        give_up_at = time.monotonic() + seconds
        while any(map(_is_alive, processes)):
            if time.monotonic() > give_up_at:
                break
            time.sleep(POLL_SECONDS)
        else:
            return


def _is_alive(process: psutil.Process) -> bool:
    """Tell whether it still runs; one that ended but was never collected, as in many containers, does not."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False
