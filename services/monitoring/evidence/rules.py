"""Pure logic of evidence: what is required, what is wrong with a document, who may do what with it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.monitoring.evidence.schemas import EvidenceUpdate, Requirement
from shared.errors import FieldIssue
from shared.indicators.definition import Indicator, IndicatorSet
from shared.models import Campaign, EvidenceDocument

TAKES_DOCUMENTS = frozenset({"open", "closed"})
"""States of a campaign in which documents come and go; once it is analysed they stay as they are."""
_EDITABLE = frozenset({"attached", "returned"})


def list_requirements(one: IndicatorSet) -> list[Requirement]:
    """List what a set asks for, numbered in pack order."""
    indicators = {indicator.code: indicator for indicator in one.indicators}
    return [
        Requirement(
            number=number,
            level=evidence.by,
            kind=evidence.kind,
            title=evidence.title,
            indicators=evidence.indicators,
            source=evidence.source,
            reference_only=evidence.reference_only,
            exempting={code: _exempting_answers(indicators[code]) for code in evidence.indicators},
        )
        for number, evidence in enumerate(one.evidence, start=1)
    ]


def _exempting_answers(indicator: Indicator) -> list[str]:
    """Return the answers that leave nothing to confirm; a «нет» that scores a point is confirmed like a «да»."""
    scores_no = indicator.points is not None and indicator.points.answer == "no"
    return ["not_applicable"] if scores_no else ["no", "not_applicable"]


def find_faults(
    wanted: EvidenceUpdate, one: IndicatorSet, requirements: Sequence[Requirement], level: str
) -> Iterator[FieldIssue]:
    """Yield what keeps a document from being attached at this level of the set's campaign."""
    by_number = {requirement.number: requirement for requirement in requirements}
    for at, number in enumerate(wanted.requirements):
        requirement = by_number.get(number)
        place = f"/body/requirements/{at}"
        if requirement is None or requirement.level != level:
            yield FieldIssue(place, "unknown-requirement", f"Требования № {number} к этому участнику нет.")
        elif requirement.kind is not wanted.kind:
            detail = f"Требованию № {number} отвечает документ вида {requirement.kind.value}."
            yield FieldIssue(place, "other-kind", detail)
    known = {indicator.code for indicator in one.indicators}
    for at, code in enumerate(wanted.indicators):
        if code not in known:
            yield FieldIssue(f"/body/indicators/{at}", "unknown-indicator", f"Показателя «{code}» в этом наборе нет.")
    if wanted.issued_on and wanted.valid_until and wanted.valid_until < wanted.issued_on:
        detail = "Документ не может перестать действовать раньше, чем издан."
        yield FieldIssue("/body/valid_until", "ends-before-issue", detail)
    if is_reference_only(wanted, requirements):
        yield from _find_reference_faults(wanted)


def _find_reference_faults(wanted: EvidenceUpdate) -> Iterator[FieldIssue]:
    detail = "В этом документе названы люди: укажите только его номер и дату (B58)."
    if wanted.link is not None:
        yield FieldIssue("/body/link", "reference-only", detail)
    if wanted.number is None:
        yield FieldIssue("/body/number", "reference-only", detail)
    if wanted.issued_on is None:
        yield FieldIssue("/body/issued_on", "reference-only", detail)


def is_reference_only(wanted: EvidenceUpdate, requirements: Sequence[Requirement]) -> bool:
    """Say whether one of the requirements that a document answers forbids to keep its text (B58)."""
    return any(one.reference_only for one in requirements if one.number in wanted.requirements)


def list_confirmed(wanted: EvidenceUpdate, one: IndicatorSet, requirements: Sequence[Requirement]) -> list[str]:
    """List the indicators that a document confirms, in pack order: those of its requirements and those it names."""
    confirmed = {*wanted.indicators}
    confirmed.update(*(each.indicators for each in requirements if each.number in wanted.requirements))
    return [indicator.code for indicator in one.indicators if indicator.code in confirmed]


def find_due_day(campaign: Campaign, now: datetime) -> date:
    """Return the day on which a document must still be valid: the last one of answers, and today until the analysis."""
    if campaign.state not in {"planned", *TAKES_DOCUMENTS}:
        return campaign.ends_on
    return max(campaign.ends_on, now.astimezone(ZoneInfo(campaign.timezone)).date())


def is_complete(document: EvidenceDocument) -> bool:
    """Say whether there is something to look at, or nothing more is to be kept."""
    return document.sha256 is not None or document.link is not None or document.reference_only


def is_editable(document: EvidenceDocument) -> bool:
    """Say whether its participant may still change it."""
    return document.state in _EDITABLE


def is_acceptable(document: EvidenceDocument) -> bool:
    """Say whether it waits for a decision."""
    return document.state == "attached" and is_complete(document)


def is_returnable(document: EvidenceDocument) -> bool:
    """Say whether it may go back; an accepted one may, when a fault shows later."""
    return document.state in {"attached", "accepted"}
