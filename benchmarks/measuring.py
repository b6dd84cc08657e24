"""Times work and prints ratios of medians; both sides of a ratio are measured in one run."""

import statistics
import time
from collections.abc import Awaitable, Callable

ROUNDS = 5


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Return how many seconds the work took."""
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


def report(ours: str, our_seconds: list[float], theirs: str, their_seconds: list[float]) -> None:
    """Print both medians and their ratio."""
    mine, other = statistics.median(our_seconds), statistics.median(their_seconds)
    spread = (
        f"{min(our_seconds):.2f}…{max(our_seconds):.2f} s beside {min(their_seconds):.2f}…{max(their_seconds):.2f} s"
    )
    print(f"{ours}: {mine:.2f} s; {theirs}: {other:.2f} s; ratio {mine / other:.2f} ({spread}, {ROUNDS} rounds)")
