"""Pure logic of tasks: what may be done with one, by its state and the caller; what is wrong with a document."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.roadmap.tasks.errors import TaskNotFinished, TaskNotOpen, TaskNotPlanned
from services.roadmap.tasks.schemas import DocumentWrite, TaskAction
from shared.errors import Conflict, FieldIssue

# Two weeks: a default of the product, the programmes print none.
SOON_DAYS = 14
OPEN = frozenset({"planned", "in_progress"})
"""States in which something is left to do."""
_STATES: dict[TaskAction, frozenset[str]] = {
    "start": frozenset({"planned"}),
    "complete": OPEN,
    "cancel": OPEN,
    "reopen": frozenset({"done", "cancelled"}),
    # A protocol may come after the event: it is added to what is done, but nothing there is changed or withdrawn.
    "attach_document": OPEN | {"done"},
}
_REFUSALS: dict[TaskAction, type[Conflict]] = {"start": TaskNotPlanned, "reopen": TaskNotFinished}
_OF_THE_ROADMAP = frozenset({"cancel", "reopen"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a task stands, and what of it decides on what may be done."""

    state: str
    is_in_force: bool
    """Whether its roadmap is approved and not closed."""
    is_removed: bool
    """Whether its measure was taken out of the roadmap."""
    directs: bool
    """Whether the roadmap is the caller's, not only the task."""
    is_confirmed: bool
    """Whether a document is there, or none is needed."""


def list_actions(standing: Standing) -> list[TaskAction]:
    """List what somebody with the scope may do with a task now."""
    if not standing.is_in_force:
        return []
    return [
        action
        for action, states in _STATES.items()
        if standing.state in states
        and (standing.directs or action not in _OF_THE_ROADMAP)
        and (standing.is_confirmed or action != "complete")
        and not (standing.is_removed and action == "reopen")
    ]


def require_action(action: TaskAction, state: str) -> None:
    """Raise TaskNotPlanned, TaskNotOpen or TaskNotFinished unless the state allows it."""
    if state not in _STATES[action]:
        raise _REFUSALS.get(action, TaskNotOpen)


def find_faults(wanted: DocumentWrite) -> Iterator[FieldIssue]:
    """Yield what keeps a document that names people from being kept by number and date (B58)."""
    if not wanted.reference_only:
        return
    detail = "В этом документе названы люди: укажите только его номер и дату (B58)."
    if wanted.link is not None:
        yield FieldIssue("/body/link", "reference-only", detail)
    if wanted.number is None:
        yield FieldIssue("/body/number", "reference-only", detail)
    if wanted.issued_on is None:
        yield FieldIssue("/body/issued_on", "reference-only", detail)
