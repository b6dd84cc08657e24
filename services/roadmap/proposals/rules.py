"""For which year a report proposes, and who answers for what it advises."""

from shared.indicators.periods import parse_period
from shared.models import Report

_SUMMER = range(6, 9)

RESPONSIBLE = {
    "school": [{"kind": "role", "name": "Руководитель школы"}],
    "leaders": [{"kind": "role", "name": "Руководитель органа управления образованием"}],
    "teachers": [{"kind": "role", "name": "Педагоги школы"}],
}
"""By whom a recommendation is addressed to; people put in whom they mean."""


def find_proposed_year(report: Report) -> int:
    """Return the academic year (its first calendar year) for whose plan a report proposes measures.

    That of a list is the list's own; what sums up a year, or speaks in its last months, is for the next (CAL-14).
    """
    if report.kind == "risk_list":
        return parse_period(report.period).academic_year
    period = parse_period(report.period)
    is_past = period.month is None or period.month in _SUMMER
    return period.academic_year + is_past
