"""What is done with reports: drafted, edited, approved, published, rendered, read."""

from services.monitoring.reports.use_cases.drafting import draft_report
from services.monitoring.reports.use_cases.planning import create_report, plan_risk_reports
from services.monitoring.reports.use_cases.publishing import approve_report, publish_report, update_report
from services.monitoring.reports.use_cases.reading import describe_report, show_report_document, show_report_text
from services.monitoring.reports.use_cases.rendering import render_report

__all__ = [
    "approve_report",
    "create_report",
    "describe_report",
    "draft_report",
    "plan_risk_reports",
    "publish_report",
    "render_report",
    "show_report_document",
    "show_report_text",
    "update_report",
]
