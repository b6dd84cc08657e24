"""What confirms the points of a cycle, as the services leave it in their tables: one step after the other."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.base import Base
from shared.models import (
    Campaign,
    Computation,
    EvidenceDocument,
    IndicatorTarget,
    Measure,
    MeasureDocument,
    MeasureProposal,
    MeasureTask,
    Municipality,
    Programme,
    Report,
    ReportRecommendation,
    Roadmap,
    RoadmapEdition,
    Submission,
    SupportAction,
)
from shared.packs.loading import get_pack_folder, load_pack
from shared.roadmaps.cycles import Finding
from tests.factories.files import NORILSK

CAMPAIGN, REPORT, EFFECTIVENESS, ROADMAP, MEASURE = (UUID(int=number) for number in range(1, 6))
_MOMENT = datetime(2023, 2, 1, tzinfo=UTC)
# The first hour of 11 June where the municipality is.
_APPROVED = datetime(2023, 6, 10, 17, 30, tzinfo=UTC)
_ORDER = {"order_number": "262", "order_date": date(2022, 10, 20), "order_parties": []}
_EDITED = {"version": 1, "created_at": _MOMENT, "updated_at": _MOMENT}
_SET = {
    "pack_code": "norilsk-2022",
    "pack_version": load_pack(get_pack_folder("norilsk-2022")).version,
    "set_code": "prevention",
    "period": "2023-06",
}


async def _write(session: AsyncSession, model: type[Base], **values: Any) -> None:
    """Write a row of Norilsk."""
    town = (await session.scalars(select(Municipality.id).where(Municipality.oktmo == NORILSK))).one()
    await session.execute(insert(model).values(municipality_id=town, **values))


async def _approve_programme(session: AsyncSession) -> None:
    pack = {key: _SET[key] for key in ("pack_code", "pack_version")}
    years = {"first_year": 2022, "last_year": 2024}
    state = {"state": "approved", "approved_at": _MOMENT}
    content = {"id": uuid4(), "title": "Программа", "passport": {}}
    await _write(session, Programme, **content, **pack, **years, **state, **_ORDER, **_EDITED)


async def _set_target(session: AsyncSession) -> None:
    what = {"pack_code": "norilsk-2022", "indicator_code": "4.3.2", "period": "2023-06"}
    await _write(session, IndicatorTarget, id=uuid4(), **what, percent=50, source="План", **_EDITED)


async def _open_campaign(session: AsyncSession) -> None:
    days = {"starts_on": date(2023, 6, 1), "ends_on": date(2023, 6, 5), "analysis_due_on": date(2023, 6, 10)}
    place = {"timezone": "Asia/Krasnoyarsk", "responsible": []}
    await _write(session, Campaign, id=CAMPAIGN, state="open", **_SET, **days, **place, **_ORDER, **_EDITED)


async def _close_campaign(session: AsyncSession) -> None:
    await session.execute(update(Campaign).values(state="closed"))


async def _attach_document(session: AsyncSession) -> None:
    who = {"campaign_id": CAMPAIGN, "level": "school", "object_code": "edu240001"}
    await _write(session, Submission, **who, state="draft", version=1, updated_at=_MOMENT)
    content = {"kind": "order", "title": "Приказ", "requirements": [], "indicators": [], "reference_only": False}
    await _write(session, EvidenceDocument, id=uuid4(), **who, **content, state="attached", **_EDITED)


async def _make_it_an_agreement(session: AsyncSession) -> None:
    await session.execute(update(EvidenceDocument).values(kind="agreement"))


async def _compute(session: AsyncSession) -> None:
    territory = {"territory_level": "municipality", "territory_code": NORILSK}
    moments = {"created_at": _MOMENT, "finished_at": _MOMENT}
    values = _SET | territory | moments | {"state": "finished", "options": {}, "inputs_hash": "sha256:0"}
    await session.execute(insert(Computation).values(values))


async def _write_report(session: AsyncSession, report_id: UUID, kind: str, **values: Any) -> None:
    content = {"content": {}, "texts": {}, "letterhead": [], "signatory": "Начальник", "schools": []}
    await _write(session, Report, id=report_id, kind=kind, campaign_id=CAMPAIGN, **_SET, **content, **_EDITED, **values)


async def _approve_report_late(session: AsyncSession) -> None:
    await _write_report(session, REPORT, "campaign", state="approved", approved_at=_APPROVED)


async def _grant_a_day_more(session: AsyncSession) -> None:
    await session.execute(update(Campaign).values(analysis_due_on=date(2023, 6, 11)))


async def _publish_report(session: AsyncSession) -> None:
    published = {"state": "published", "published_at": _APPROVED, "published_url": "https://example.org/2023-06"}
    await session.execute(update(Report).values(published).where(Report.id == REPORT))


async def _draft_effectiveness(session: AsyncSession) -> None:
    await _write_report(session, EFFECTIVENESS, "effectiveness", state="drafted")
    advice = {"position": 1, "addressee": "school", "text": "Принять программу", "schools": []}
    await _write(session, ReportRecommendation, report_id=EFFECTIVENESS, **advice)


async def _approve_effectiveness(session: AsyncSession) -> None:
    approved = {"state": "approved", "approved_at": _APPROVED}
    await session.execute(update(Report).values(approved).where(Report.id == EFFECTIVENESS))


async def _write_roadmap(session: AsyncSession, roadmap_id: UUID, kind: str, school: str | None) -> None:
    what = {"id": roadmap_id, "kind": kind, "school_code": school, "title": "Дорожная карта", "origin": "people"}
    span = {"starts_on": date(2022, 9, 1), "ends_on": date(2023, 8, 31), "timezone": "Asia/Krasnoyarsk"}
    state = {"state": "approved", "edition": 1, "approved_at": _MOMENT, "parties": []}
    await _write(session, Roadmap, **what, year_kind="academic", year=2022, **span, **state, **_ORDER, **_EDITED)


async def _approve_roadmap(session: AsyncSession) -> None:
    await _write_roadmap(session, ROADMAP, "municipal", None)
    await _write(session, RoadmapEdition, roadmap_id=ROADMAP, edition=1, measures=[], created_at=_MOMENT)


async def _approve_school_roadmap(session: AsyncSession) -> None:
    await _write_roadmap(session, uuid4(), "school", "edu240001")


async def _amend_roadmap(session: AsyncSession) -> None:
    change = {"edition": 2, "reason": "Добавлена мера", "measures": [], "created_at": _MOMENT}
    await _write(session, RoadmapEdition, roadmap_id=ROADMAP, **change)


async def _plan_measure(session: AsyncSession) -> None:
    lists = ("items", "responsible", "evidence", "predecessors", "criteria", "deficits", "indicators")
    empty: dict[str, list[str]] = {name: [] for name in lists}
    await _write(session, Measure, id=MEASURE, roadmap_id=ROADMAP, position=1, title="Анализ", **empty)
    task = {"id": uuid4(), "measure_id": MEASURE, "occurrence": 1, "state": "planned"}
    await _write(session, MeasureTask, **task, version=1, updated_at=_MOMENT)


async def _do_measure(session: AsyncSession) -> None:
    await session.execute(update(MeasureTask).values(state="done", done_on=date(2022, 11, 1)))


async def _attach_agreement(session: AsyncSession) -> None:
    await session.execute(update(EvidenceDocument).values(kind="order"))
    task_id = (await session.scalars(select(MeasureTask.id))).one()
    paper = {"kind": "agreement", "title": "Договор", "number": "4", "issued_on": date(2022, 11, 1)}
    state = {"reference_only": True, "state": "attached"}
    await _write(session, MeasureDocument, id=uuid4(), task_id=task_id, **paper, **state, **_EDITED)


async def _record_support(session: AsyncSession) -> None:
    what = {"school_code": "edu240001", "academic_year": 2022, "kind": "lead_school", "starts_on": date(2022, 10, 3)}
    await _write(session, SupportAction, id=uuid4(), **what, keyed_roles=[], state="withdrawn", **_EDITED)


async def _count_support(session: AsyncSession) -> None:
    await session.execute(update(SupportAction).values(state="recorded"))


async def _name_agreement(session: AsyncSession) -> None:
    await session.execute(update(MeasureDocument).values(kind="order"))
    await session.execute(update(SupportAction).values(document_number="4"))


async def _propose_carry_over(session: AsyncSession) -> None:
    why = {"reason_key": "undone/1", "source": "undone", "reason": "Не выполнено", "content": {"title": "Анализ"}}
    await _write(
        session, MeasureProposal, id=uuid4(), year=2023, **why, state="proposed", version=1, created_at=_MOMENT
    )


async def _decline_carry_over(session: AsyncSession) -> None:
    await session.execute(update(MeasureProposal).values(state="declined", remarks="Не нужно", decided_at=_MOMENT))


STEPS: dict[Callable[[AsyncSession], Awaitable[None]], set[Finding]] = {
    _approve_programme: {Finding.programme, Finding.indicators},
    _set_target: {Finding.targets},
    _open_campaign: {Finding.campaign_order},
    _close_campaign: {Finding.campaigns},
    _attach_document: {Finding.documents},
    _make_it_an_agreement: {Finding.agreements},
    _compute: {Finding.computations},
    _approve_report_late: {Finding.reports},
    _grant_a_day_more: {Finding.reports_in_time},
    _publish_report: {Finding.publications},
    _draft_effectiveness: set(),
    _approve_effectiveness: {Finding.effectiveness, Finding.recommendations},
    _approve_roadmap: {Finding.roadmaps},
    _approve_school_roadmap: {Finding.school_roadmaps},
    _amend_roadmap: {Finding.amendments},
    _plan_measure: set(),
    _do_measure: {Finding.measures_done},
    # The agreement before is none any more: this one confirms the same, and below the one of the leading school.
    _attach_agreement: set(),
    _record_support: set(),
    _count_support: {Finding.support},
    _name_agreement: set(),
    _propose_carry_over: set(),
    _decline_carry_over: {Finding.carry_over},
}
"""Step → what it confirms beside what the steps before did."""
