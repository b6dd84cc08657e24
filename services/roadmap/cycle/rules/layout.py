"""Lays a cycle out as the table that a department hands in."""

from dataclasses import dataclass
from datetime import date

from services.roadmap.cycle.schemas import CycleEvidence, CyclePoint, CycleRead, CycleStage, EvidenceKind, StageState
from shared.documents.model import Column, Document, Paragraph, Table

_COLUMNS = (
    Column("Этап", 5, spanning=True),
    Column("Что предусматривает источник", 10),
    Column("Чем подтверждается", 9),
    Column("Чего не хватает", 7),
    Column("Ответственные", 6, spanning=True),
)
_ORDERED = {
    EvidenceKind.programme,
    EvidenceKind.campaign,
    EvidenceKind.list,
    EvidenceKind.roadmap,
    EvidenceKind.decision,
    EvidenceKind.edition,
}
_MINUTED = {EvidenceKind.report, EvidenceKind.recommendations}
_COUNTED = {
    EvidenceKind.pack: "показателей",
    EvidenceKind.list: "школ",
    EvidenceKind.recommendations: "рекомендаций",
    EvidenceKind.measure: "выполнено задач",
}
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class CycleFrame:
    """What stands around the table."""

    letterhead: tuple[str, ...]
    signatory: str
    dated_on: date


def lay_out_cycle(cycle: CycleRead, frame: CycleFrame) -> Document:
    """Lay a cycle out as a document of one table."""
    rows = tuple(row for stage in cycle.stages for row in _list_rows(stage))
    caption = f"{_plain(cycle.title)} (источник: {cycle.source})"
    return Document(
        letterhead=frame.letterhead,
        approval=(),
        kind="УПРАВЛЕНЧЕСКИЙ ЦИКЛ",
        title=f"{cycle.municipality_name}, {cycle.academic_year} учебный год",
        blocks=(Paragraph(_sum_up(cycle, frame.dated_on)), Table(caption, _COLUMNS, rows)),
        signature=frame.signatory,
        dated_on=frame.dated_on,
        landscape=True,
    )


def _sum_up(cycle: CycleRead, day: date) -> str:
    states = [stage.state for stage in cycle.stages]
    return (
        f"По состоянию на {_name_day(day)} из {len(states)} этапов подтверждены полностью "
        f"{states.count(StageState.evidenced)}, частично {states.count(StageState.partly)}, "
        f"не подтверждены {states.count(StageState.missing)}."
    )


def _list_rows(stage: CycleStage) -> list[tuple[str, ...]]:
    title = _plain(stage.title) + (f"\n(срок: {stage.term})" if stage.term else "")
    responsible = ";\n".join(stage.responsible) or "—"
    return [
        (
            "" if at else title,
            _plain(point.text),
            _tell_evidence(point),
            "—" if point.missing is None else f"{point.missing}\n{point.advice}",
            "" if at else responsible,
        )
        for at, point in enumerate(stage.points)
    ]


def _tell_evidence(point: CyclePoint) -> str:
    lines = [_cite(one) for one in point.evidence[:_MOST_SHOWN]]
    if not lines:
        return "—"
    others = point.found - len(lines)
    return ";\n".join(lines) + (f";\nи ещё {others}" if others > 0 else "")


def _cite(one: CycleEvidence) -> str:
    """Return how a paper is named: «Список …, приказ от 14.10.2022 № 280-36 (школ: 5)»."""
    cited = one.title
    if one.number and one.dated_on:
        word = "приказ " if one.kind in _ORDERED else "протокол " if one.kind in _MINUTED else ""
        cited += f", {word}от {_name_day(one.dated_on)} №\N{NO-BREAK SPACE}{one.number}"
    elif one.dated_on:
        cited += f", {_name_day(one.dated_on)}"
    if unit := _COUNTED.get(one.kind):
        cited += f" ({unit}: {one.count})"
    return cited


def _name_day(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def _plain(text: str) -> str:
    """Return an official text without the marks that tell what of it was restored."""
    return text.replace("⟦", "").replace("⟧", "")
