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


def end_leftover(traces: Traces) -> None:
    """End the server that still runs in the store, and only that.

    One noted process, verified by name, user and folder, is all this ever signals. It searches no list of processes
    on purpose: as root, a fault in such a search would end everything on the machine.
    """
    process = _find_noted(traces)
    if process is None:
        return  # the servers deal with the note of a dead one themselves, and check more than we can
    if _wait_for_verdict(process, traces):
        _end(process, traces.stop_signals)
    else:
        traces.pid_file.unlink(missing_ok=True)  # its number now belongs to another program: the server would refuse


def _find_noted(traces: Traces) -> psutil.Process | None:
    """Return the live process whose number stands in the pid file, whoever it is."""
    if not traces.pid_file.exists():
        return None
    first_line = traces.pid_file.read_text(errors="replace").partition("\n")[0].strip()
    if not first_line.isdigit():
        return None
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(int(first_line))
        return process if _is_alive(process) else None
    return None


def _wait_for_verdict(process: psutil.Process, traces: Traces) -> bool:
    """Tell whether the process is the server of this store, or refuse the start where that stays unknown."""
    give_up_at = time.monotonic() + UNVERIFIED_PATIENCE_SECONDS
    with contextlib.suppress(psutil.NoSuchProcess):
        while (verdict := _serves(process, traces)) is None:
            if time.monotonic() > give_up_at:
                raise DataFolderInUse(
                    f"С папкой {traces.store}, возможно, ещё работает процесс {process.pid} ({process.name()}), "
                    "но проверить это операционная система не даёт. Если это так, остановите его сами; "
                    f"если нет, удалите файл {traces.pid_file}."
                )
            time.sleep(POLL_SECONDS)
        return verdict
    return False


def _serves(process: psutil.Process, traces: Traces) -> bool | None:
    """Tell whether the process is the server of this store; None where the system does not let us look."""
    if not _is_alive(process) or process.name() not in traces.process_names:
        return False
    if process.uids().real != traces.store.stat().st_uid:  # our servers run as the owner of their store
        return False
    try:
        return Path(process.cwd()) == traces.store
    except psutil.AccessDenied:
        named = rf"(^|\s){re.escape(str(traces.store))}(/|\s|$)"
        shown = " ".join(process.cmdline())
        return re.search(named, shown) is not None if shown else None  # servers of ours all show their store


def _end(process: psutil.Process, stop_signals: Sequence[tuple[int, float]]) -> None:
    """Send the signals in turn until it has gone; psutil refuses to signal a number that was reused."""
    for number, seconds in stop_signals:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)
        give_up_at = time.monotonic() + seconds
        while _is_alive(process):
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
