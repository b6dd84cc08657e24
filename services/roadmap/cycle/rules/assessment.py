"""What the evidence amounts to: point by point, stage by stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.roadmap.cycle.rules.words import FINDING_WORDS
from services.roadmap.cycle.schemas import CycleEvidence, CyclePoint, CycleStage, StageState
from shared.roadmaps.cycles import CycleDefinition, Finding, Stage, StagePoint


@dataclass(frozen=True, slots=True)
class FoundEvidence:
    """What confirms one finding: the latest of it, and how many there are."""

    shown: tuple[CycleEvidence, ...]
    total: int


def assess_stages(cycle: CycleDefinition, found: Mapping[Finding, FoundEvidence]) -> list[CycleStage]:
    """Return the stages in the order of the source, each with what confirms it and what is missing."""
    return [_assess_stage(stage, found) for stage in cycle.stages]


def _assess_stage(stage: Stage, found: Mapping[Finding, FoundEvidence]) -> CycleStage:
    points = [_assess_point(point, found) for point in stage.points]
    return CycleStage(
        code=stage.code,
        title=stage.title,
        source=stage.source,
        responsible=[party.name for party in stage.responsible],
        term=stage.term,
        state=_sum_up([point.state for point in points]),
        points=points,
    )


def _assess_point(point: StagePoint, found: Mapping[Finding, FoundEvidence]) -> CyclePoint:
    confirmed = [found[finding] for finding in point.found_by if finding in found]
    words = [FINDING_WORDS[finding] for finding in point.found_by]
    # One thing may answer two questions: a list of at-risk schools is a list.
    shown = {(one.address, one.title): one for evidence in confirmed for one in evidence.shown}
    return CyclePoint(
        text=point.text,
        reconstructed=point.reconstructed,
        source=point.source,
        found_by=list(point.found_by),
        state=StageState.evidenced if confirmed else StageState.missing,
        found=sum(evidence.total for evidence in confirmed),
        evidence=list(shown.values()),
        missing=None if confirmed else f"Не найдено: {' или '.join(one.sought for one in words)}.",
        advice=None if confirmed else words[0].advice,
    )


def _sum_up(states: Sequence[StageState]) -> StageState:
    if all(state is StageState.evidenced for state in states):
        return StageState.evidenced
    return StageState.partly if StageState.evidenced in states else StageState.missing
