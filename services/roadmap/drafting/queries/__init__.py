"""Every SQL statement of drafting: a few over all schools of a list, never one for each."""

from services.roadmap.drafting.queries.drafts import Drafting, add_roadmaps, find_list, list_packs, record_drafts
from services.roadmap.drafting.queries.measures import add_measures

__all__ = ["Drafting", "add_measures", "add_roadmaps", "find_list", "list_packs", "record_drafts"]
