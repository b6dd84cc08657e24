"""What a Gantt chart of a roadmap is drawn from, beside its measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.documents.gantt import BarKind

Span = tuple[date | None, date | None]
"""First and last day; none of a side that is open."""


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """How far a measure has come; of a draft nothing is known."""

    state: BarKind = "planned"
    tasks: int = 0
    done: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class GanttFacts:
    """Whose roadmap it is, and of each measure when it takes place and how far it has come."""

    place: str
    occurrences: Mapping[UUID, Sequence[Span]]
    measures: Mapping[UUID, MeasureFacts]
