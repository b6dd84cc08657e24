"""What was monitored: indicators, campaigns, their documents, computations and reports."""

from sqlalchemy import ColumnElement, Text, and_, func, literal, or_, select, true, union
from sqlalchemy.dialects.postgresql import JSONPATH
from sqlalchemy.orm import InstrumentedAttribute

from services.roadmap.cycle.queries.findings.planning import is_programme_of
from services.roadmap.cycle.queries.questions import (
    Dated,
    Question,
    Rows,
    Value,
    join_text,
    local_day,
    name_by,
    tell,
)
from services.roadmap.cycle.schemas import EvidenceKind
from shared.indicators.documents import Document
from shared.models import (
    Campaign,
    Computation,
    EvidenceDocument,
    IndicatorTarget,
    Pack,
    Programme,
    Report,
    ReportRecommendation,
)
from shared.packs.stored import select_pack_in_force

_CONDUCTED = ("closed", "analysed", "published")
_FROZEN = ("approved", "published")
_STANDING = ("attached", "accepted")
_REPORTS = {
    "campaign": "Аналитическая справка по итогам мониторинга",
    "effectiveness": "Аналитическая справка об эффективности принятых мер",
    "risk_list": "Аналитическая справка по перечню рисковых школ",
}


def select_packs(asked: Question) -> Rows:
    """Select the packs whose indicators the municipality works with, in the version in force for the year."""
    used = union(
        select(Programme.pack_code.label("code")).where(is_programme_of(asked)),
        select(IndicatorTarget.pack_code).where(
            IndicatorTarget.municipality_id == asked.municipality_id, IndicatorTarget.period.in_(asked.periods)
        ),
        select(Campaign.pack_code).where(_is_campaign(asked)),
        select(Computation.pack_code).where(_is_computation(asked)),
    ).subquery()
    newest = select_pack_in_force(used.c.code, literal(asked.academic_year)).lateral()
    title = join_text("Показатели программы «", newest.c.title, "», версия ", newest.c.version)
    every = literal("$.monitoring.sets[*].indicators[*]", JSONPATH)
    count = func.jsonb_array_length(func.jsonb_path_query_array(newest.c.definition, every))
    address = join_text("/monitoring/v1/indicators/", newest.c.code)
    return (
        tell(EvidenceKind.pack, title, Dated(newest.c.order_number, newest.c.order_date), address, count)
        .join_from(used, newest, true())
        .where(newest.c.definition.has_key("monitoring"))
    )


def select_campaign_orders(asked: Question) -> Rows:
    """Select the orders on whose ground monitorings of the year are carried out."""
    return _tell_campaigns(asked).where(Campaign.order_number.is_not(None))


def select_campaigns(asked: Question) -> Rows:
    """Select monitorings of the year that were conducted to their end."""
    return _tell_campaigns(asked).where(Campaign.state.in_(_CONDUCTED))


def select_documents(asked: Question) -> Rows:
    """Select documents that confirm answers; those returned or withdrawn confirm nothing."""
    address = join_text("/monitoring/v1/campaigns/", Campaign.id, "/evidence/", EvidenceDocument.id)
    paper = Dated(EvidenceDocument.number, EvidenceDocument.issued_on)
    is_of_campaign = and_(
        EvidenceDocument.municipality_id == Campaign.municipality_id, EvidenceDocument.campaign_id == Campaign.id
    )
    return (
        tell(EvidenceKind.document, EvidenceDocument.title, paper, address)
        .join_from(EvidenceDocument, Campaign, is_of_campaign)
        .where(_is_campaign(asked), EvidenceDocument.state.in_(_STANDING))
    )


def select_agreements(asked: Question) -> Rows:
    """Select agreements with leading schools among the documents of the year (001)."""
    return select_documents(asked).where(EvidenceDocument.kind == Document.agreement.value)


def select_computations(asked: Question) -> Rows:
    """Select finished computations of periods of the year over territories that hold the municipality."""
    address = join_text("/monitoring/v1/computations/", Computation.id)
    title = func.coalesce(
        join_text("Вычисление: ") + _title_of_set(Computation.set_code), literal("Вычисление показателей", Text)
    )
    is_pack = and_(Pack.code == Computation.pack_code, Pack.version == Computation.pack_version)
    day = local_day(Pack.definition["timezone"].astext, Computation.finished_at)
    paper = Dated(on=day, period=Computation.period)
    return (
        tell(EvidenceKind.computation, title, paper, address)
        .join_from(Computation, Pack, is_pack)
        .where(_is_computation(asked))
    )


def select_reports(asked: Question) -> Rows:
    """Select approved reports of the year, of whatever kind."""
    return _tell_reports(asked)


def select_reports_in_time(asked: Question) -> Rows:
    """Select reports considered, or else approved, on or before the last day for the analysis (CAL-7, B48)."""
    is_of_campaign = and_(Campaign.municipality_id == Report.municipality_id, Campaign.id == Report.campaign_id)
    return (
        _tell_reports(asked)
        .join(Campaign, is_of_campaign)
        .where(
            Report.kind == "campaign",
            func.coalesce(Report.protocol_date, local_day(Campaign.timezone, Report.approved_at))
            <= Campaign.analysis_due_on,
        )
    )


def select_publications(asked: Question) -> Rows:
    """Select published reports with the addresses at which people find them."""
    return _tell_reports(asked, address=Report.published_url).where(Report.published_at.is_not(None))


def select_recommendations(asked: Question) -> Rows:
    """Select approved reports that advise somebody, with the number of their recommendations."""
    advised = (
        select(func.count())
        .where(
            ReportRecommendation.municipality_id == Report.municipality_id, ReportRecommendation.report_id == Report.id
        )
        .scalar_subquery()
    )
    return _tell_reports(asked, kind=EvidenceKind.recommendations, objects=advised).where(advised > 0)


def select_effectiveness_reports(asked: Question) -> Rows:
    """Select approved reports on the effectiveness of the measures (CAL-10)."""
    return _tell_reports(asked).where(Report.kind == "effectiveness")


def _tell_campaigns(asked: Question) -> Rows:
    title = func.coalesce(Campaign.order_title, join_text("Мониторинг: ", _title_of_set(Campaign.set_code)))
    is_pack = and_(Pack.code == Campaign.pack_code, Pack.version == Campaign.pack_version)
    address = join_text("/monitoring/v1/campaigns/", Campaign.id)
    paper = Dated(Campaign.order_number, func.coalesce(Campaign.order_date, Campaign.starts_on), Campaign.period)
    return (
        tell(EvidenceKind.campaign, title, paper, address).join_from(Campaign, Pack, is_pack).where(_is_campaign(asked))
    )


def _tell_reports(
    asked: Question,
    *,
    kind: EvidenceKind = EvidenceKind.report,
    address: InstrumentedAttribute[str | None] | None = None,
    objects: Value | None = None,
) -> Rows:
    title = name_by(Report.kind, _REPORTS)
    is_pack = and_(Pack.code == Report.pack_code, Pack.version == Report.pack_version)
    day = func.coalesce(Report.protocol_date, local_day(Pack.definition["timezone"].astext, Report.approved_at))
    shown_at = join_text("/monitoring/v1/reports/", Report.id) if address is None else join_text(address)
    return (
        tell(kind, title, Dated(Report.protocol_number, day, Report.period), shown_at, objects)
        .join_from(Report, Pack, is_pack)
        .where(
            Report.municipality_id == asked.municipality_id,
            Report.state.in_(_FROZEN),
            Report.period.in_(asked.periods),
        )
    )


def _is_campaign(asked: Question) -> ColumnElement[bool]:
    return and_(Campaign.municipality_id == asked.municipality_id, Campaign.period.in_(asked.periods))


def _is_computation(asked: Question) -> ColumnElement[bool]:
    return and_(
        Computation.state == "finished",
        Computation.period.in_(asked.periods),
        asked.is_covered(Computation.territory_level, Computation.territory_code),
        or_(Computation.municipality_id.is_(None), Computation.municipality_id == asked.municipality_id),
    )


def _title_of_set(set_code: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]) -> ColumnElement[str]:
    path = literal("$.monitoring.sets[*] ? (@.code == $code).title", JSONPATH)
    found = func.jsonb_path_query_first(Pack.definition, path, func.jsonb_build_object("code", set_code))
    return func.jsonb_extract_path_text(func.jsonb_build_array(found), "0")
