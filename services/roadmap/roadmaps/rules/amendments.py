"""What is wrong with an amendment, told by place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from services.roadmap.roadmaps.rules.measures import list_predecessor_faults, read_measure_values
from services.roadmap.roadmaps.schemas import MOST_MEASURES, MeasureWrite, RoadmapAmendment
from shared.errors import FieldIssue
from shared.terms import PlanYear


class ReadAmendment:
    """An amendment read against the roadmap: the columns of what is added and changed, and every fault by place."""

    def __init__(self, wanted: RoadmapAmendment, year: PlanYear, predecessors: Mapping[UUID, Sequence[UUID]]) -> None:
        """Take the measures that the roadmap has, each with those that come before it."""
        self.issues: list[FieldIssue] = list(_list_misnamed(wanted, predecessors))
        self._year = year
        kept = predecessors.keys() - set(wanted.remove)
        self._known: dict[UUID, Sequence[UUID]] = {one: predecessors[one] for one in kept}
        self._known |= {one.id: one.predecessors for one in wanted.change if one.id in kept}
        changed = [(one.id, f"/body/change/{at}", one) for at, one in enumerate(wanted.change)]
        added = [(uuid4(), f"/body/add/{at}", one) for at, one in enumerate(wanted.add)]
        if not len(kept) + len(added):
            self.issues.append(FieldIssue("/body/remove", "roadmap-empty", "Хотя бы одно мероприятие должно остаться."))
        if len(kept) + len(added) > MOST_MEASURES:
            detail = f"В одной дорожной карте не больше {MOST_MEASURES} мероприятий."
            self.issues.append(FieldIssue("/body/add", "too-many", detail))
        self.changed = [(each[0], self._read(*each), each[2].position) for each in changed]
        self.added = [(each[0], self._read(*each), each[2].position) for each in added]

    def _read(self, measure_id: UUID, pointer: str, wanted: MeasureWrite) -> dict[str, Any]:
        values, issues = read_measure_values(wanted, self._year, pointer)
        self.issues += issues
        self.issues += list_predecessor_faults(measure_id, wanted.predecessors, self._known, pointer)
        return values


def _list_misnamed(wanted: RoadmapAmendment, known: Mapping[UUID, object]) -> Iterator[FieldIssue]:
    if not (wanted.add or wanted.change or wanted.remove):
        yield FieldIssue("/body", "nothing-changes", "Изменение ничего не меняет: назовите, что добавить или убрать.")
    named: set[UUID] = set()
    places = [(f"/body/change/{at}/id", one.id) for at, one in enumerate(wanted.change)]
    places += [(f"/body/remove/{at}", one) for at, one in enumerate(wanted.remove)]
    for pointer, measure_id in places:
        if measure_id not in known:
            yield FieldIssue(pointer, "unknown-measure", "Такого мероприятия в этой дорожной карте нет.")
        elif measure_id in named:
            yield FieldIssue(pointer, "named-twice", "Мероприятие названо дважды: оставьте одно.")
        named.add(measure_id)
