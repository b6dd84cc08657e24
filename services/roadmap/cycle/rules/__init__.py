"""Pure logic of the cycle: what the evidence amounts to, and how it is printed."""

from services.roadmap.cycle.rules.assessment import FoundEvidence, assess_stages
from services.roadmap.cycle.rules.layout import CycleFrame, lay_out_cycle
from services.roadmap.cycle.rules.words import FINDING_WORDS

__all__ = ["FINDING_WORDS", "CycleFrame", "FoundEvidence", "assess_stages", "lay_out_cycle"]
