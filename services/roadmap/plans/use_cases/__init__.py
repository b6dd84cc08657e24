"""What can be done with plans: read them from files, draft roadmaps of them."""

from services.roadmap.plans.use_cases.reading import read_plan
from services.roadmap.plans.use_cases.receiving import preview_plan, receive_plan

__all__ = ["preview_plan", "read_plan", "receive_plan"]
