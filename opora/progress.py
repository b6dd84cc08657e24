"""Progress for people: a bar on a terminal, nothing where output is read by programs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn


class Stages:
    """The stages of a command, shown one after another."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task

    def begin(self, description: str) -> None:
        """Show that a stage begins; the one before is done."""
        finished = self._progress.tasks[self._task].fields.get("begun", False)
        self._progress.update(self._task, description=description, advance=1 if finished else 0, begun=True)


@contextmanager
def show_stages(total: int) -> Iterator[Stages]:
    """Show the stages of a command on stderr while the block runs."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Stages(progress, progress.add_task("", total=total))
