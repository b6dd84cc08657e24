"""What a file over HTTP comes to: a preview, and then a draft of a roadmap."""

import asyncio
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.plans.errors import PlanFaulty, PlanFormUnsupported, PlanTooLong
from services.roadmap.plans.rules import tell_kind
from services.roadmap.plans.schemas import (
    MeasureRead,
    PlanForm,
    PlanIssue,
    PlannedMeasure,
    PlannedParty,
    PlanPreview,
    PlanTarget,
)
from services.roadmap.plans.use_cases.reading import read_plan
from services.roadmap.roadmaps.queries import find_timezone
from services.roadmap.roadmaps.rules import NewMeasure
from services.roadmap.roadmaps.schemas import MOST_MEASURES
from services.roadmap.roadmaps.use_cases import ROADMAP, NewRoadmap, draft_roadmap
from shared.changes import Changed, record_change
from shared.documents.docx_writer import DOCX_MEDIA_TYPE
from shared.errors import FieldIssue
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE
from shared.models import Municipality, Roadmap
from shared.packs.parties import list_known_parties
from shared.terms import PlanYear

_FORMS = {
    "text/csv": PlanForm.csv,
    "text/csv; charset=utf-8": PlanForm.csv,
    XLSX_MEDIA_TYPE: PlanForm.xlsx,
    DOCX_MEDIA_TYPE: PlanForm.docx,
}
_MOST_TOLD = 200
_DASHES = ("-", "–", "—", "•")
_LONGEST = {"section": 500, "number": 40, "title": 4000, "term_text": 500, "expected_result": 4000}
"""As measures are written by hand (services/roadmap/roadmaps/schemas/measures.py)."""


async def preview_plan(source: BinaryIO, media_type: str, year: PlanYear) -> PlanPreview:
    """Return the measures of a file with the kinds of their parties, and every fault of its rows.

    Raises PlanFormUnsupported, PlanTooLong, PlanNotFound or TableUnreadable.
    """
    parameters = [part.strip().lower().replace('"', "") for part in media_type.split(";")]
    form = _FORMS.get("; ".join(filter(None, parameters)))
    if form is None:
        raise PlanFormUnsupported
    # Workbooks are taken apart by a process of their own, which is waited for.
    plan = await asyncio.to_thread(lambda: read_plan(source, form, year, _known_parties()))
    if len(plan.measures) > MOST_MEASURES:
        raise PlanTooLong(f"В файле мероприятий: {len(plan.measures)}, а в одном плане не больше {MOST_MEASURES}.")
    return PlanPreview(measures=[_add_kinds(measure) for measure in plan.measures], issues=plan.issues)


async def receive_plan(
    session: AsyncSession, plan: PlanPreview, target: PlanTarget, municipality: Municipality, client_id: UUID | None
) -> tuple[Roadmap, list[str]]:
    """Draft a roadmap of a plan that was read; return it with notes for people. Raises PlanFaulty."""
    if plan.issues and not target.accepts_issues:
        raise PlanFaulty(errors=[_point(issue) for issue in plan.issues[:_MOST_TOLD]])
    titled = [measure for measure in plan.measures if measure.title]
    faults = [fault for at, measure in enumerate(titled) for fault in _list_unwritable(at, measure)]
    if faults or not titled:
        detail = None if faults else "В файле нет ни одного мероприятия с названием."
        raise PlanFaulty(detail, errors=faults[:_MOST_TOLD])
    draft = NewRoadmap(
        municipality_id=municipality.id,
        title=target.title,
        year=target.year,
        timezone=await find_timezone(session, municipality.oktmo),
        origin="file",
        measures=[_make_measure(measure) for measure in titled],
        school_code=target.school_code,
    )
    notes = [f"Принято замечаний: {len(plan.issues)}. Проверьте сроки и строки."] if plan.issues else []
    roadmap = await draft_roadmap(session, draft, client_id)
    fields = (f"measures={len(titled)}", f"issues={len(plan.issues)}")
    changed = Changed(ROADMAP, str(roadmap.id), "plan_received", fields, roadmap.municipality_id)
    await record_change(session, changed, client_id)
    return roadmap, notes


@cache
def _known_parties() -> list[str]:
    """Return the names of the packs that came with the product, read from their files once."""
    return list_known_parties()


def _add_kinds(measure: MeasureRead) -> PlannedMeasure:
    parties = [PlannedParty(kind=tell_kind(name), name=name) for name in measure.responsible]
    return PlannedMeasure(**measure.model_dump(), parties=parties)


def _point(issue: PlanIssue) -> FieldIssue:
    return FieldIssue(f"/body/{issue.row}/{issue.column or ''}", issue.code, f"Строка {issue.row}: {issue.detail}")


def _list_unwritable(at: int, measure: PlannedMeasure) -> Iterator[FieldIssue]:
    """Yield the texts that are too long for a measure."""
    texts = {name: getattr(measure, name) or "" for name in _LONGEST}
    for name, written in texts.items():
        if len(written) > _LONGEST[name]:
            detail = f"Мероприятие {at + 1}: текст длиннее {_LONGEST[name]} знаков. Сократите его."
            yield FieldIssue(f"/body/measures/{at}/{name}", "too-long", detail)
    if any(len(name) > _LONGEST["section"] for name in measure.responsible):
        detail = f"Мероприятие {at + 1}: название ответственного длиннее {_LONGEST['section']} знаков. Сократите его."
        yield FieldIssue(f"/body/measures/{at}/responsible", "too-long", detail)


def _make_measure(measure: PlannedMeasure) -> NewMeasure:
    lines = (measure.title or "").splitlines()
    # Below the title stands what it consists of, line by line (002, план II-3).
    items = [line for line in lines[1:] if line.lstrip().startswith(_DASHES)]
    return NewMeasure(
        title="\n".join(line for line in lines if line not in items),
        items=[line.lstrip(" -–—•") for line in items],
        section=measure.section,
        number=measure.number,
        term_text=measure.term_text,
        starts_on=measure.starts_on,
        ends_on=measure.ends_on,
        recurrence=measure.recurrence.value if measure.recurrence else None,
        responsible=[party.model_dump(mode="json") for party in measure.parties],
        expected_result=measure.expected_result,
    )
