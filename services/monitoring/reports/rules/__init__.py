"""What makes a report, without I/O: facts, movements, needs, words and layout."""

from services.monitoring.reports.rules.facts import PeriodValues, describe_facts, name_value
from services.monitoring.reports.rules.layout import Frame, lay_out
from services.monitoring.reports.rules.movements import find_factors, find_practices
from services.monitoring.reports.rules.narrowing import narrow_report
from services.monitoring.reports.rules.needs import advise, find_deficits, group_schools
from services.monitoring.reports.rules.wording import word_sections
from services.monitoring.reports.rules.words import cite_order

__all__ = [
    "Frame",
    "PeriodValues",
    "advise",
    "cite_order",
    "describe_facts",
    "find_deficits",
    "find_factors",
    "find_practices",
    "group_schools",
    "lay_out",
    "name_value",
    "narrow_report",
    "word_sections",
]
