"""Makes the Gantt chart of a roadmap: sections, measures, the days of their occurrences."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from services.roadmap.roadmaps.rules.years import format_year, year_of
from services.roadmap.roadmaps.schemas import GanttFacts, MeasureFacts, RoadmapState
from shared.documents.gantt import Bar, BarKind, GanttChart, GanttRow, GanttSection
from shared.models import Measure, Roadmap

_LEGEND: tuple[tuple[BarKind, str], ...] = (
    ("planned", "запланировано"),
    ("in_progress", "исполняется"),
    ("done", "исполнено"),
    ("overdue", "просрочено"),
    ("cancelled", "отменено"),
)
_STATES = {
    RoadmapState.draft: "проект",
    RoadmapState.approved: "утверждена",
    RoadmapState.closed: "закрыта",
}


def make_gantt(roadmap: Roadmap, measures: Sequence[Measure], facts: GanttFacts, today: date) -> GanttChart:
    """Return the chart of the measures that a roadmap has now."""
    days = [day for spans in facts.occurrences.values() for span in spans for day in span if day is not None]
    sections = [
        GanttSection(title, tuple(_make_row(measure, facts) for measure in of_section))
        for title, of_section in groupby(measures, key=lambda one: one.section)
    ]
    return GanttChart(
        title=roadmap.title,
        subtitle=_tell_head(roadmap, facts.place),
        starts_on=min([roadmap.starts_on, *days]),
        ends_on=max([roadmap.ends_on, *days]),
        today=today,
        sections=tuple(sections),
        legend=_LEGEND,
    )


def _make_row(measure: Measure, facts: GanttFacts) -> GanttRow:
    told = facts.measures.get(measure.id, MeasureFacts())
    spans = [span for span in facts.occurrences.get(measure.id, ()) if span != (None, None)]
    kind: BarKind = "overdue" if told.overdue else told.state
    return GanttRow(
        number=measure.number or str(measure.position),
        title=measure.title,
        done=f"{told.done} из {told.tasks}" if told.tasks else "",
        bars=tuple(Bar(*span, kind) for span in spans),
        note="" if spans else f"срок: {measure.term_text or 'не указан'}",
    )


def _tell_head(roadmap: Roadmap, place: str) -> str:
    parts = [place, f"{format_year(year_of(roadmap))} год", _STATES[RoadmapState(roadmap.state)]]
    if roadmap.order_number and roadmap.order_date:
        parts.append(f"приказ от {roadmap.order_date:%d.%m.%Y} № {roadmap.order_number}")
    if roadmap.edition > 1:
        parts.append(f"редакция {roadmap.edition}")
    return " · ".join(parts)
