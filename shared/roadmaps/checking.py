"""Faults of roadmap.yaml that no single field shows: everything named must exist, every term must be readable."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from shared.indicators.definition import Indicator, Monitoring
from shared.roadmaps.definition import Roadmaps
from shared.roadmaps.plans import MeasureDefinition, PlanDefinition, SupportCatalogue
from shared.roadmaps.programmes import Passport
from shared.rules.definition import Rule
from shared.rules.suggesting import suggest
from shared.terms import PlanYear, parse_plan_year, read_term
from shared.terms.term import TermIssue


class PlannedPack(Protocol):
    """What of a pack its roadmap.yaml names."""

    @property
    def code(self) -> str: ...  # noqa: D102  # the pack says what each is
    @property
    def valid_from(self) -> str: ...  # noqa: D102
    @property
    def rules(self) -> tuple[Rule, ...]: ...  # noqa: D102
    @property
    def indicators(self) -> tuple[Indicator, ...]: ...  # noqa: D102
    @property
    def monitoring(self) -> Monitoring | None: ...  # noqa: D102
    @property
    def roadmap(self) -> Roadmaps | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class RoadmapFault:
    """One fault: its place in roadmap.yaml as a JSON Pointer, and what to do."""

    pointer: str
    code: str
    detail: str


def list_roadmap_faults(pack: PlannedPack) -> list[RoadmapFault]:
    """List the faults of a pack's roadmap.yaml."""
    roadmap = pack.roadmap
    if roadmap is None:
        return []
    known = _Known(pack)
    faults = [*_repeats("/plans", [plan.code for plan in roadmap.plans])]
    if roadmap.passport:
        faults += _passport_faults(roadmap.passport)
    for at, plan in enumerate(roadmap.plans):
        faults += _plan_faults(f"/plans/{at}", plan, known)
    if roadmap.support:
        faults += _support_faults(roadmap.support, parse_plan_year(pack.valid_from), known)
    if roadmap.cycle:
        faults += _repeats("/cycle/stages", [stage.code for stage in roadmap.cycle.stages])
    return faults


class _Known:
    """The codes of the pack that measures may name."""

    def __init__(self, pack: PlannedPack) -> None:
        self.criteria = [f"{rule.code}/{criterion.code}" for rule in pack.rules for criterion in rule.criteria]
        sets = pack.monitoring.sets if pack.monitoring else ()
        self.deficits = [deficit.code for one in sets for deficit in one.deficits]
        self.indicators = [f"{pack.code}/{indicator.code}" for indicator in pack.indicators]


def _passport_faults(passport: Passport) -> Iterator[RoadmapFault]:
    directions = [direction.number for direction in passport.directions]
    yield from _repeats("/passport/directions", directions, "number")
    yield from _repeats("/passport/tasks", [task.number for task in passport.tasks], "number")
    for at, task in enumerate(passport.tasks):
        if task.direction is not None and task.direction not in directions:
            detail = f"Нет направления {task.direction}. Есть: {', '.join(map(str, directions)) or 'ни одного'}."
            yield RoadmapFault(f"/passport/tasks/{at}/direction", "unknown-direction", detail)


def _plan_faults(place: str, plan: PlanDefinition, known: _Known) -> Iterator[RoadmapFault]:
    yield from _repeats(f"{place}/sections", [section.code for section in plan.sections])
    if (plan.starts_on is None) != (plan.ends_on is None):
        yield RoadmapFault(place, "half-a-period", "Назовите и starts_on, и ends_on, или ничего.")
    elif plan.starts_on and plan.ends_on and plan.ends_on < plan.starts_on:
        yield RoadmapFault(f"{place}/ends_on", "backward-period", "План кончается раньше, чем начинается.")
    places = {
        f"{place}/sections/{at}/measures/{position}": measure
        for at, section in enumerate(plan.sections)
        for position, measure in enumerate(section.measures)
    }
    try:
        year = parse_plan_year(plan.year)
    except ValueError as error:
        yield RoadmapFault(f"{place}/year", "wrong-year", str(error))
    else:
        yield from _list_measure_faults(places, year, known)


def _support_faults(support: SupportCatalogue, year: PlanYear, known: _Known) -> Iterator[RoadmapFault]:
    places = {f"/support/measures/{at}": measure for at, measure in enumerate(support.measures)}
    yield from _list_measure_faults(places, year, known)


def _list_measure_faults(
    places: Mapping[str, MeasureDefinition], year: PlanYear, known: _Known
) -> Iterator[RoadmapFault]:
    codes: list[str] = []
    named = {measure.code for measure in places.values()}
    for place, measure in places.items():
        if measure.code in codes:
            yield RoadmapFault(f"{place}/code", "repeated-code", f"Мера «{measure.code}» названа дважды.")
        codes.append(measure.code)
        for at, before in enumerate(measure.after):
            if before not in named:
                detail = f"Нет меры «{before}»{suggest(before, named)}."
                yield RoadmapFault(f"{place}/after/{at}", "unknown-measure", detail)
        yield from _term_faults(place, measure, year)
        yield from _link_faults(place, measure, known)
    yield from _circle_faults(places)


def _term_faults(place: str, measure: MeasureDefinition, year: PlanYear) -> Iterator[RoadmapFault]:
    term = read_term(measure.term, year) if measure.term else None
    if isinstance(term, TermIssue):
        yield RoadmapFault(f"{place}/term", term.code.replace("_", "-"), term.detail)


def _link_faults(place: str, measure: MeasureDefinition, known: _Known) -> Iterator[RoadmapFault]:
    links = (
        ("criteria", "unknown-criterion", "критерия", measure.criteria, known.criteria),
        ("deficits", "unknown-deficit", "дефицита", measure.deficits, known.deficits),
        ("indicators", "unknown-indicator", "показателя", measure.indicators, known.indicators),
    )
    for field, code, word, listed, there in links:
        for at, link in enumerate(listed):
            if link not in there:
                yield RoadmapFault(f"{place}/{field}/{at}", code, f"Нет {word} «{link}»{suggest(link, there)}.")


def _circle_faults(places: Mapping[str, MeasureDefinition]) -> Iterator[RoadmapFault]:
    """Tell of one circle of measures that wait for each other."""
    try:
        TopologicalSorter({measure.code: measure.after for measure in places.values()}).prepare()
    except CycleError as error:
        circle = error.args[1]
        place = next(place for place, measure in places.items() if measure.code == circle[-1])
        detail = f"Меры ждут друг друга по кругу: {' → '.join(circle)}. Уберите одну из связей after."
        yield RoadmapFault(f"{place}/after", "circle-of-measures", detail)


def _repeats(place: str, codes: Sequence[str | int], field: str = "code") -> Iterator[RoadmapFault]:
    for at, code in enumerate(codes):
        if code in codes[:at]:
            yield RoadmapFault(f"{place}/{at}/{field}", f"repeated-{field}", f"«{code}» уже занято: выберите другое.")
