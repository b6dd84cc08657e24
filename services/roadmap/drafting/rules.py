"""Which measure answers which criterion or deficit, as the catalogue of a pack says, or in neutral words of ours."""

from collections.abc import Iterator
from typing import Any

from shared.packs.definition import Pack
from shared.roadmaps.plans import SupportMeasure
from shared.terms import read_term
from shared.terms.plan_years import AcademicYear
from shared.terms.term import Term


def list_answers(pack: Pack, academic_year: int) -> list[dict[str, Any]]:
    """Return a row for each criterion and deficit of a pack: its path and the measure that answers it.

    Of several measures of the catalogue the first counts; a criterion without one gets a title that names it.
    """
    support = pack.roadmap.support if pack.roadmap else None
    measures = support.measures if support else ()
    answers: dict[str, dict[str, Any]] = {}
    for place, measure in enumerate(measures):
        content = _describe(measure, academic_year) | {"key": f"{place:05}"}
        for path in (*measure.criteria, *measure.deficits):
            answers.setdefault(path, content)
    for path, title in _list_criteria(pack):
        neutral = {"key": path, "title": f"Определить меры по критерию «{title}»", "evidence": [], "indicators": []}
        answers.setdefault(path, neutral | {"items": [], "responsible": []})
    pack_version = {"pack_code": pack.code, "pack_version": pack.version}
    return [pack_version | content | {"path": f"{pack.code}/{path}"} for path, content in answers.items()]


def _list_criteria(pack: Pack) -> Iterator[tuple[str, str]]:
    for rule in pack.rules:
        for criterion in rule.criteria:
            yield f"{rule.code}/{criterion.code}", criterion.title


def _describe(measure: SupportMeasure, academic_year: int) -> dict[str, Any]:
    term = read_term(measure.term, AcademicYear(academic_year)) if measure.term else None
    # Packs are checked: a term that cannot be read stands in none; its words are kept in any case.
    days = term if isinstance(term, Term) else Term(None, None)
    return {
        "code": measure.code,
        "number": measure.number,
        "title": measure.title,
        "items": list(measure.items),
        "term_text": measure.term,
        "starts_on": days.starts_on.isoformat() if days.starts_on else None,
        "ends_on": days.ends_on.isoformat() if days.ends_on else None,
        "recurrence": days.recurrence.value if days.recurrence else None,
        "responsible": [party.model_dump(mode="json") for party in measure.responsible],
        "expected_result": measure.expected_result,
        "evidence": [kind.value for kind in measure.evidence],
        "indicators": list(measure.indicators),
    }
