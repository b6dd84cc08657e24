"""Which tables confirm what: the selects for each finding that a pack may name."""

from collections.abc import Callable

from services.roadmap.cycle.queries.findings import acting, identifying, monitoring, planning, supporting
from services.roadmap.cycle.queries.questions import Question, Rows
from shared.roadmaps.cycles import Finding

FINDINGS: dict[Finding, tuple[Callable[[Question], Rows], ...]] = {
    Finding.programme: (planning.select_programmes,),
    Finding.targets: (planning.select_targets,),
    Finding.roadmaps: (planning.select_roadmaps,),
    Finding.school_roadmaps: (planning.select_school_roadmaps,),
    Finding.amendments: (planning.select_amendments,),
    Finding.carry_over: (planning.select_decided_proposals,),
    Finding.lists: (identifying.select_lists,),
    Finding.risk_list: (identifying.select_risk_lists,),
    Finding.indicators: (monitoring.select_packs,),
    Finding.campaign_order: (monitoring.select_campaign_orders,),
    Finding.campaigns: (monitoring.select_campaigns,),
    Finding.documents: (monitoring.select_documents,),
    Finding.agreements: (
        monitoring.select_agreements,
        acting.select_agreements_of_tasks,
        supporting.select_lead_schools,
    ),
    Finding.computations: (monitoring.select_computations,),
    Finding.reports: (monitoring.select_reports,),
    Finding.reports_in_time: (monitoring.select_reports_in_time,),
    Finding.publications: (monitoring.select_publications,),
    Finding.recommendations: (monitoring.select_recommendations,),
    Finding.effectiveness: (monitoring.select_effectiveness_reports,),
    Finding.support: (supporting.select_support,),
    Finding.measures_done: (acting.select_measures_done,),
    Finding.decisions: (acting.select_decisions,),
    Finding.school_decisions: (acting.select_school_decisions,),
}
