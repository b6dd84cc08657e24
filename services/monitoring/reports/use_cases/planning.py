"""How a report begins: asked for by people, or by a list of at-risk schools that was published."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.computations.use_cases import plan_campaign_computation
from services.monitoring.reports import queries
from services.monitoring.reports.errors import (
    CampaignStillOpen,
    ReportFrozen,
    ReportSubjectNotFound,
    SubjectUnsuitable,
)
from services.monitoring.reports.schemas import DraftReport, ReportCreate, ReportKind
from shared.access.principals import Principal
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.models import Campaign, Municipality, Report, Run, SchoolList
from shared.packs.definition import Pack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack
from shared.queue import enqueue
from shared.reference.academic_years import format_academic_year
from shared.reference.categories import Category

_SIGNATORY = "Руководитель органа управления образованием"


async def create_report(session: AsyncSession, principal: Principal, wanted: ReportCreate) -> Report:
    """Plan a report and ask for its draft; one of the same kind and subject that is a draft is drafted anew.

    Raises ReportSubjectNotFound, SubjectUnsuitable, CampaignStillOpen or ReportFrozen.
    """
    if wanted.kind is ReportKind.risk_list:
        report = await _plan_of_list(session, principal, wanted)
    else:
        report = await _plan_of_campaign(session, principal, wanted)
    report.client_id = principal.client_id
    same = await queries.find_same_report(session, report)
    if same is None:
        await queries.add_report(session, report)
    elif same.approved_at is not None:
        raise ReportFrozen
    report = same or report
    if report.campaign_id is not None:
        campaign = await queries.get_campaign(session, report.municipality_id, report.campaign_id)
        computation = await plan_campaign_computation(session, campaign, principal.client_id)
        report.computation_id = computation.id
    await _record(session, report, "created" if same is None else "drafted_anew", principal.client_id)
    report.job_id = await enqueue(session, DraftReport(report_id=report.id))
    return report


async def plan_risk_reports(session: AsyncSession, list_id: UUID) -> None:
    """Plan the report of every municipality on a list of at-risk schools; of another list, or without a pack, nothing.

    Safe to run twice: a municipality that has its report keeps it.
    """
    school_list = await queries.find_list(session, list_id)
    if school_list is None or school_list.category != Category.at_risk or school_list.run_id is None:
        return
    pack = await _find_pack_of_list(session, school_list)
    if pack is None:
        return
    rows = [
        _planned(municipality, pack) | _of_list(school_list)
        for municipality in await queries.list_municipalities_of_list(session, list_id)
    ]
    places = {row["id"]: row["municipality_id"] for row in rows}
    for report_id in await queries.add_planned_reports(session, rows):
        changed = Changed("report", str(report_id), "created", municipality_id=places[report_id])
        await record_change(session, changed, None)
        await enqueue(session, DraftReport(report_id=report_id))


async def _plan_of_list(session: AsyncSession, principal: Principal, wanted: ReportCreate) -> Report:
    if wanted.list_id is None or wanted.municipality is None or wanted.campaign_id is not None:
        raise _refuse("Справке по перечню нужны list_id и municipality.", "/body/list_id")
    found = await queries.find_visible_list(session, principal, wanted.list_id, wanted.municipality)
    if found is None:
        raise ReportSubjectNotFound
    school_list, municipality_id = found
    pack = await _find_pack_of_list(session, school_list)
    if school_list.category != Category.at_risk or pack is None:
        detail = "Справку составляют по утверждённому прогону рисковых школ программы, в которой описаны их дефициты."
        raise _refuse(detail, "/body/list_id")
    municipality = await queries.get_municipality(session, municipality_id)
    return Report(**_planned(municipality, pack), **_of_list(school_list))


async def _plan_of_campaign(session: AsyncSession, principal: Principal, wanted: ReportCreate) -> Report:
    if wanted.campaign_id is None or wanted.list_id is not None or wanted.municipality is not None:
        raise _refuse("Справке по мониторингу нужен только campaign_id.", "/body/campaign_id")
    campaign = await queries.find_visible_campaign(session, principal, wanted.campaign_id)
    if campaign is None:
        raise ReportSubjectNotFound
    if campaign.state in {"planned", "open"}:
        raise CampaignStillOpen
    pack = await get_pack(session, campaign.pack_code, campaign.pack_version)
    municipality = await queries.get_municipality(session, campaign.municipality_id)
    return Report(**_planned(municipality, pack), **_of_campaign(campaign, wanted.kind))


async def get_pack(session: AsyncSession, code: str, version: str) -> Pack:
    """Return the version of a pack that a campaign or run names."""
    stored = await find_pack(session, code, version)
    assert stored is not None, "campaigns, runs and reports refer to their pack by a foreign key"
    return parse_pack(stored.definition)


async def _find_pack_of_list(session: AsyncSession, school_list: SchoolList) -> Pack | None:
    """Return the pack whose rule made the list, if it says anything of deficits."""
    run: Run | None = await queries.find_run(session, school_list.run_id) if school_list.run_id else None
    if run is None:
        return None
    pack = await get_pack(session, run.pack_code, run.pack_version)
    sets = pack.monitoring.sets if pack.monitoring else ()
    known = any(deficit.criterion for one in sets for deficit in one.deficits)
    return pack if known else None


def _planned(municipality: Municipality, pack: Pack) -> dict[str, Any]:
    now = utc_now()
    own = pack.programme.developers[:1] if pack.programme and pack.municipality.oktmo == municipality.oktmo else ()
    return {
        "id": uuid4(),
        "municipality_id": municipality.id,
        "pack_code": pack.code,
        "pack_version": pack.version,
        "state": "planned",
        "texts": {},
        # Whose programme it is writes the report; elsewhere people put in their department.
        "letterhead": list(own) or [municipality.name, "Орган управления образованием"],
        "signatory": _SIGNATORY,
        "schools": [],
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }


def _of_list(school_list: SchoolList) -> dict[str, Any]:
    period = format_academic_year(school_list.academic_year)
    return {"kind": "risk_list", "list_id": school_list.id, "campaign_id": None, "set_code": None, "period": period}


def _of_campaign(campaign: Campaign, kind: ReportKind) -> dict[str, Any]:
    return {
        "kind": kind.value,
        "list_id": None,
        "campaign_id": campaign.id,
        "set_code": campaign.set_code,
        "period": campaign.period,
    }


def _refuse(detail: str, pointer: str) -> SubjectUnsuitable:
    return SubjectUnsuitable(detail, errors=[FieldIssue(pointer, SubjectUnsuitable.code, detail)])


async def _record(session: AsyncSession, report: Report, action: str, client_id: UUID | None) -> None:
    changed = Changed("report", str(report.id), action, municipality_id=report.municipality_id)
    await record_change(session, changed, client_id)
