"""Measures before they stand in a table: what is said of them, when they are due, what is wrong with them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from services.roadmap.roadmaps.schemas import MeasureWrite
from shared.errors import FieldIssue
from shared.terms import PlanYear, read_term
from shared.terms.term import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeasure:
    """A measure to be written into a roadmap; what is not known of it stays empty (B53)."""

    title: str
    section: str | None = None
    number: str | None = None
    code: str | None = None
    items: Sequence[str] = ()
    term_text: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    recurrence: str | None = None
    responsible: Sequence[dict[str, str]] = ()
    """{kind, name} of shared/roadmaps/parties.py."""
    expected_result: str | None = None
    evidence: Sequence[str] = ()
    after: Sequence[str] = ()
    """Codes of measures written together with it that come before it."""
    criteria: Sequence[str] = ()
    """`pack/rule/criterion`."""
    deficits: Sequence[str] = ()
    """`pack/deficit`."""
    indicators: Sequence[str] = ()
    """`pack/indicator`."""
    recommendation_report_id: UUID | None = None
    recommendation_position: int | None = None
    id: UUID = field(default_factory=uuid4)


def list_measure_rows(municipality_id: int, roadmap_id: UUID, measures: Sequence[NewMeasure]) -> list[dict[str, Any]]:
    """Return the rows of a roadmap's first measures, in their order; codes of what comes before become ids."""
    ids = {measure.code: measure.id for measure in measures if measure.code is not None}
    return [
        {
            "municipality_id": municipality_id,
            "roadmap_id": roadmap_id,
            "position": position,
            **{name: getattr(measure, name) for name in _PLAIN},
            **{name: list(getattr(measure, name)) for name in _LISTS},
            "predecessors": [ids[code] for code in measure.after if code in ids],
        }
        for position, measure in enumerate(measures, start=1)
    ]


_PLAIN = (
    *("id", "section", "number", "code", "title", "term_text", "starts_on", "ends_on", "recurrence"),
    *("expected_result", "recommendation_report_id", "recommendation_position"),
)
_LISTS = ("items", "responsible", "evidence", "criteria", "deficits", "indicators")


def read_days(text: str | None, year: PlanYear) -> Term:
    """Return the days of a term as a pack or a file words it; none where it cannot be read."""
    found = read_term(text, year) if text else None
    return found if isinstance(found, Term) else Term(None, None)


def read_measure_values(
    wanted: MeasureWrite, year: PlanYear, pointer: str = "/body"
) -> tuple[dict[str, Any], list[FieldIssue]]:
    """Return a measure's columns as people want them, and what is wrong with its term.

    Days that are given prevail over the words; words that cannot be read need days (B49–B51).
    """
    term, issues = _settle_term(wanted, year, pointer)
    values = {
        **{name: getattr(wanted, name) for name in ("section", "number", "title", "items", "expected_result")},
        **{name: getattr(wanted, name) for name in ("predecessors", "criteria", "deficits", "indicators")},
        "term_text": wanted.term,
        "starts_on": term.starts_on,
        "ends_on": term.ends_on,
        "recurrence": term.recurrence.value if term.recurrence else None,
        "responsible": [party.model_dump(mode="json") for party in wanted.responsible],
        "evidence": [kind.value for kind in wanted.evidence],
    }
    return values, issues


def _settle_term(wanted: MeasureWrite, year: PlanYear, pointer: str) -> tuple[Term, list[FieldIssue]]:
    if wanted.starts_on is not None or wanted.ends_on is not None:
        term = Term(wanted.starts_on, wanted.ends_on, wanted.recurrence)
        if term.starts_on is not None and term.ends_on is not None and term.ends_on < term.starts_on:
            detail = "Последний день раньше первого: исправьте одну из дат."
            return term, [FieldIssue(f"{pointer}/ends_on", "ends-before-start", detail)]
        return term, []
    found = read_term(wanted.term, year) if wanted.term else Term(None, None, wanted.recurrence)
    if isinstance(found, Term):
        return found, []
    detail = f"{found.detail} Или укажите даты в starts_on и ends_on."
    return Term(None, None), [FieldIssue(f"{pointer}/term", found.code.value, detail)]


def list_predecessor_faults(
    measure_id: UUID, wanted: Sequence[UUID], known: Mapping[UUID, Collection[UUID]], pointer: str = "/body"
) -> Iterator[FieldIssue]:
    """Yield what is wrong with the measures that shall come before one; `known` holds those of the whole roadmap."""
    for place, before in enumerate(wanted):
        at = f"{pointer}/predecessors/{place}"
        if before not in known:
            yield FieldIssue(at, "unknown-measure", "Такого мероприятия в этой дорожной карте нет.")
        elif before == measure_id or _comes_after(before, measure_id, known):
            yield FieldIssue(at, "circle", "Мероприятия ждут друг друга: уберите одну из связей.")


def _comes_after(start: UUID, target: UUID, known: Mapping[UUID, Collection[UUID]]) -> bool:
    """Tell whether the measure waits, through whatever others, for the target."""
    seen: set[UUID] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one == target:
            return True
        if one not in seen:
            seen.add(one)
            waiting += known.get(one, ())
    return False
