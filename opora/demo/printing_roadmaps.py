"""Prints what became of the roadmaps: drafts, one plan, and the year after."""

from textwrap import shorten

from rich.console import Console
from rich.table import Table

from opora.demo.roadmaps import Outcome, Planned
from services.roadmap.cycle.schemas import CycleStage, StageState
from services.roadmap.effects.schemas import EffectGroup, EffectRead
from services.roadmap.proposals.schemas import ProposalSource
from services.roadmap.tasks.schemas import ProgressCounts

_TITLE_SIGNS = 70
_STAGES = {
    StageState.evidenced: "подтверждён",
    StageState.partly: "подтверждён частично",
    StageState.missing: "не подтверждён",
}
_SOURCES = {
    ProposalSource.recommendation: "по рекомендациям справок",
    ProposalSource.undone: "не выполнено",
    ProposalSource.no_effect: "выполнено, а критерий по-прежнему выполнен",
}


def print_roadmaps(console: Console, planned: Planned) -> None:
    """Print the programme, the drafts for listed schools, the plan and how far it came."""
    _print_heading(console, "Дорожные карты: программа, проекты для школ перечней, план мероприятий")
    programme, decision = planned.programme, planned.decision
    console.print(
        f"Программа утверждена приказом № {programme.order.number if programme.order else '—'}: {programme.title}."
    )
    measures = sum(draft.measures for draft in planned.drafted)
    console.print(
        f"Перечни {planned.plan.year} дали проекты дорожных карт школ: {len(planned.drafted)}, мер в них: {measures} — "
        "по одной на каждый выполненный критерий и дефицит."
    )
    console.print(
        f"План «{shorten(planned.plan.title, _TITLE_SIGNS, placeholder=' …')}»: мер {planned.plan.measures}, "
        f"редакция {planned.plan.edition}. Отличий от первой редакции: {len(planned.difference['changed'])}."
    )
    order = decision.order.number if decision.order else "—"
    console.print(f"Решение по перечню: приказ № {order}, эффект проверяют {decision.check_effect_on:%d.%m.%Y}.")
    table = Table("Раздел плана")
    for name in ("Мер выполнено", "Задач выполнено", "Просрочено"):
        table.add_column(name, justify="right")
    sections = [(part.section, part) for part in planned.progress.sections if part.section]
    for name, part in (*sections, ("План целиком", planned.progress.total)):
        table.add_row(name, _tell_share(part.measures), _tell_share(part.tasks), str(part.tasks.overdue))
    console.print(table)


def print_outcome(console: Console, outcome: Outcome) -> None:
    """Print criteria before and after, who left the list and why, and the stages of the cycle."""
    effects = outcome.effects
    _print_heading(console, f"Было и стало: критерии {effects.earlier_academic_year} и {effects.academic_year}")
    console.print(effects.terms.note)
    table = Table("Критерий", "Мера", "С мерой", "Группа сравнения", "Вывод", show_lines=True)
    for effect in effects.items:
        table.add_row(*_tell_effect(effect))
    console.print(table)
    counts = outcome.exits.counts
    console.print(f"Вышли из перечня: {counts.left}, остались: {counts.stayed}, вошли: {counts.entered}.")
    for school in outcome.exits.items:
        console.print(f"– {school.school_name} ({school.school_code}): {school.reason}")
    proposed = ", ".join(f"{_SOURCES[source]}: {count}" for source, count in sorted(outcome.proposed.items()))
    console.print(f"Предложения в план следующего года — {proposed or 'нет'}.")
    _print_cycle(console, outcome)


def _print_cycle(console: Console, outcome: Outcome) -> None:
    cycle = outcome.cycle
    _print_heading(console, f"Управленческий цикл {cycle.academic_year} ({cycle.source})")
    table = Table("Этап", "Состояние", "Пунктов", "Чего нет", show_lines=True)
    for stage in cycle.stages:
        table.add_row(stage.title, _STAGES[stage.state], *_tell_stage(stage))
    console.print(table)


def _print_heading(console: Console, heading: str) -> None:
    console.print(f"\n{heading}", style="bold")


def _tell_share(counts: ProgressCounts) -> str:
    return f"{counts.progress.numerator} из {counts.progress.denominator}"


def _tell_effect(effect: EffectRead) -> tuple[str, str, str, str, str]:
    verdict = "нельзя судить" if effect.verdict == "cannot_tell" else "числа рядом"
    groups = _tell_group(effect.with_measure), _tell_group(effect.comparison)
    return effect.criterion_title, shorten(effect.measure.title, _TITLE_SIGNS, placeholder=" …"), *groups, verdict


def _tell_group(group: EffectGroup) -> str:
    return f"школ {group.schools}; был выполнен у {group.met_before}, из них больше не выполнен у {group.no_longer_met}"


def _tell_stage(stage: CycleStage) -> tuple[str, str]:
    confirmed = sum(point.state is StageState.evidenced for point in stage.points)
    missing = sorted({point.missing for point in stage.points if point.missing})
    return f"{confirmed} из {len(stage.points)}", "\n".join(missing)
