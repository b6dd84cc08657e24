"""Roadmaps as people read them."""

from typing import Any

from services.roadmap.roadmaps import rules
from services.roadmap.roadmaps.queries import FoundRoadmap
from services.roadmap.roadmaps.schemas import RoadmapDrafted, RoadmapRead
from shared.access.principals import Principal
from shared.http.orders import find_order

_TOLD = (
    *(
        "id",
        "kind",
        "school_code",
        "title",
        "origin",
        "pack_version",
        "programme_id",
        "list_id",
        "starts_on",
        "ends_on",
    ),
    *("timezone", "parties", "state", "edition", "approved_at", "closed_at", "closing_reason", "created_at"),
    *("updated_at", "version"),
)


def describe_roadmap(principal: Principal, found: FoundRoadmap) -> RoadmapRead:
    """Return a roadmap as this caller reads it."""
    return RoadmapRead.model_validate(_describe(principal, found))


def describe_draft(principal: Principal, found: FoundRoadmap, notes: list[str]) -> RoadmapDrafted:
    """Return a roadmap that was just drafted, with notes for people."""
    return RoadmapDrafted.model_validate(_describe(principal, found) | {"notes": notes})


def _describe(principal: Principal, found: FoundRoadmap) -> dict[str, Any]:
    roadmap = found.roadmap
    return {name: getattr(roadmap, name) for name in _TOLD} | {
        "municipality": found.oktmo,
        "pack": roadmap.pack_code,
        "plan": roadmap.plan_code,
        "year": rules.format_year(rules.year_of(roadmap)),
        "measures": found.measures,
        "order": find_order(roadmap),
        "allowed_actions": rules.list_actions(roadmap.state, found.measures, principal.scopes),
    }
