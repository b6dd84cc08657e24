"""What two editions of a roadmap have different."""

from collections.abc import Sequence
from typing import Any

from services.roadmap.roadmaps.schemas import ChangedMeasure, FieldDifference, RoadmapMeasureRead

# Measures move down where one is added before them: that is no change of theirs.
_NOT_COMPARED = ("id", "position")

Snapshot = dict[str, Any]


def list_only_in(these: Sequence[Snapshot], others: Sequence[Snapshot]) -> list[Snapshot]:
    """Return the measures that only the first edition has, in their order."""
    known = {one["id"] for one in others}
    return [one for one in these if one["id"] not in known]


def list_changed(before: Sequence[Snapshot], after: Sequence[Snapshot]) -> list[ChangedMeasure]:
    """Return the measures that both have but not alike, field by field."""
    earlier = {one["id"]: one for one in before}
    pairs = [(earlier[one["id"]], one) for one in after if one["id"] in earlier]
    return [
        ChangedMeasure(id=new["id"], number=new["number"], title=new["title"], fields=fields)
        for old, new in pairs
        if (fields := _list_fields(old, new))
    ]


def _list_fields(old: Snapshot, new: Snapshot) -> list[FieldDifference]:
    return [
        FieldDifference(field=name, before=old.get(name), after=new.get(name))
        for name in RoadmapMeasureRead.model_fields
        if name not in _NOT_COMPARED and old.get(name) != new.get(name)
    ]
