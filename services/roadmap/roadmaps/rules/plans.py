"""Makes measures of a plan in a pack, for its own year or another one."""

from dataclasses import dataclass
from datetime import date

from services.roadmap.roadmaps.rules.measures import NewMeasure, read_days
from services.roadmap.roadmaps.rules.years import find_whole_year, format_year, move_day, move_years, year_columns
from shared.roadmaps.plans import MeasureDefinition, PlanDefinition
from shared.terms import PlanYear, parse_plan_year


@dataclass(frozen=True, slots=True)
class PlacedPlan:
    """A plan placed in a year: its days, its measures, and what was done to its words."""

    starts_on: date
    ends_on: date
    measures: list[NewMeasure]
    notes: list[str]


def place_plan(pack: str, plan: PlanDefinition, year: PlanYear) -> PlacedPlan | None:
    """Return a plan for a year; None where that is of another kind than the plan's own.

    For another year than the plan's the years written in its terms move along; the pack keeps what is printed.
    """
    own = parse_plan_year(plan.year)
    (kind, first), (own_kind, own_first) = year_columns(year), year_columns(own)
    if kind != own_kind:
        return None
    moved = first - own_first
    whole = find_whole_year(year)
    measures = [
        make_measure(pack, measure, year, section=section.title, moved=moved)
        for section in plan.sections
        for measure in section.measures
    ]
    return PlacedPlan(
        move_day(plan.starts_on, moved) if plan.starts_on else whole[0],
        move_day(plan.ends_on, moved) if plan.ends_on else whole[1],
        measures,
        _list_notes(plan, measures, year, moved),
    )


def make_measure(
    pack: str, measure: MeasureDefinition, year: PlanYear, *, section: str | None = None, moved: int = 0
) -> NewMeasure:
    """Return a measure of a pack with its term read against a year; written years move by `moved` years."""
    term_text = move_years(measure.term, moved) if measure.term else None
    term = read_days(term_text, year)
    return NewMeasure(
        title=measure.title,
        section=section,
        number=measure.number,
        code=measure.code,
        items=measure.items,
        term_text=term_text,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        recurrence=term.recurrence.value if term.recurrence else None,
        responsible=[party.model_dump(mode="json") for party in measure.responsible],
        expected_result=measure.expected_result,
        evidence=[kind.value for kind in measure.evidence],
        after=measure.after,
        criteria=[f"{pack}/{path}" for path in measure.criteria],
        deficits=[f"{pack}/{code}" for code in measure.deficits],
        indicators=measure.indicators,
    )


def _list_notes(plan: PlanDefinition, measures: list[NewMeasure], year: PlanYear, moved: int) -> list[str]:
    notes = []
    if moved:
        notes.append(
            f"План программы написан на {plan.year} год, дорожная карта — на {format_year(year)}: "
            f"годы в сроках сдвинуты на {moved:+d}. Названия мероприятий остались как напечатаны."
        )
    undated = [measure.title for measure in measures if measure.starts_on is None and measure.ends_on is None]
    if undated:
        notes.append(f"Мероприятий без дат: {len(undated)}. Укажите им сроки до утверждения.")
    return notes
