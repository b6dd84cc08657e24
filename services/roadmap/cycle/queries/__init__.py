"""Every SQL statement of the cycle."""

from services.roadmap.cycle.queries.evidence import find_evidence
from services.roadmap.cycle.queries.findings import FINDINGS
from services.roadmap.cycle.queries.places import Letterhead, find_letterhead, find_visible_municipality
from services.roadmap.cycle.queries.questions import Question

__all__ = [
    "FINDINGS",
    "Letterhead",
    "Question",
    "find_evidence",
    "find_letterhead",
    "find_visible_municipality",
]
