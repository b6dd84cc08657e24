"""What may be done with a roadmap in its state."""

from collections.abc import Collection

from services.roadmap.roadmaps.schemas import RoadmapAction

_OF_WRITERS: dict[str, list[RoadmapAction]] = {"draft": ["update", "edit_measures", "delete"]}
_OF_APPROVERS: dict[str, list[RoadmapAction]] = {"draft": ["approve"], "approved": ["amend", "close"]}


def list_actions(state: str, measures: int, scopes: Collection[str]) -> list[RoadmapAction]:
    """List what a caller with these scopes may do; without measures nothing is approved."""
    actions = list(_OF_WRITERS.get(state, [])) if "roadmap:write" in scopes else []
    if "roadmap:approve" in scopes:
        actions += _OF_APPROVERS.get(state, [])
    return [action for action in actions if action != "approve" or measures]
