"""Tells a verdict in Russian, as a methodist reads it: criterion by criterion, with the words of the source."""

from collections.abc import Iterable, Iterator

from shared.reference.academic_years import format_academic_year
from shared.rules.explanation import (
    StoredVerdict,
    add_known_shares,
    decide_sum,
    format_percent,
    list_flags,
    read_answer,
)
from shared.rules.options import format_decimal
from shared.rules.plan import Cell, CellKind, CellState, CriterionPlan, Operator, RulePlan, ShareTest, SumTest

_STATUSES = {
    "identified": "школа выявлена",
    "not_identified": "школа не выявлена",
    "undetermined": "данных недостаточно для вывода",
}
_CRITERIA = {True: "выполнен", False: "не выполнен", None: "данных недостаточно"}
_OPERATORS = {Operator.at_least: "не менее", Operator.more_than: "более"}
_ANSWERS = {"yes": "да", "no": "нет", "not_applicable": "не применимо"}
_FLAGS = {
    "small_n": "Есть показатели, в которых меньше 10 человек: один ученик заметно меняет процент.",
    "boundary": "Есть показатель ровно на пороге: итог зависит от строгости сравнения.",
    "partial": "Не все данные поступили, но изменить итог они не могут.",
}
_BRIEF_FLAGS = {"small_n": "малые числа", "boundary": "ровно на пороге", "partial": "не все данные"}
_REMARKS = {
    CellState.holds: "порог достигнут",
    CellState.fails: "порог не достигнут",
    CellState.nobody: "участников нет, не учитывается",
    CellState.too_few: "участников слишком мало, не учитывается",
}


def explain_in_russian(plan: RulePlan, verdict: StoredVerdict, school_name: str | None = None) -> str:
    """Write the verdict as text: status, criteria, what is missing and whether it matters, distance."""
    year = format_academic_year(plan.academic_year)
    lines = [f"{school_name or verdict.school_code}: {_STATUSES[verdict.status]}.", f"{plan.title}, {year}."]
    for at, criterion in enumerate(plan.criteria):
        lines += ["", *_tell_criterion(at, criterion, plan, verdict)]
    remarks = [*_tell_missing(plan, verdict), *[_FLAGS[flag] for flag in list_flags(verdict)]]
    remarks += tell_distance(plan, verdict)
    return "\n".join(lines + ([""] if remarks else []) + remarks)


def count_pupils(count: int) -> str:
    """Write a number of pupils in the right case: 1 ученик, 2 ученика, 5 учеников."""
    if count % 100 not in range(11, 15):
        if count % 10 == 1:
            return f"{count} ученик"
        if count % 10 in (2, 3, 4):
            return f"{count} ученика"
    return f"{count} учеников"


def _tell_criterion(at: int, criterion: CriterionPlan, plan: RulePlan, verdict: StoredVerdict) -> Iterator[str]:
    state = _CRITERIA[verdict.criteria[at]]
    yield f"{at + 1}. {criterion.title}: {state} ({criterion.source})."
    yield f"   «{criterion.wording}»"
    for part in criterion.evidence:
        if isinstance(part, SumTest):
            yield f"   – {_tell_sum(part, verdict)}"
        elif verdict.cell_states[part] != CellState.not_considered:
            yield f"   – {_tell_cell(plan.cells[part], part, verdict)}"


def _tell_cell(cell: Cell, at: int, verdict: StoredVerdict) -> str:
    state = CellState(verdict.cell_states[at])
    name = f"{cell.title}, {format_academic_year(cell.academic_year)}"
    if state is CellState.missing:
        return f"{name}: нет данных"
    if cell.kind is CellKind.answer:
        return f"{name}: {_ANSWERS[read_answer(cell, state) or '']}"
    numerator, denominator = verdict.numerators[at] or 0, verdict.denominators[at] or 0
    percent = format_percent(numerator, denominator)
    share = f"{numerator} из {denominator}" + (f", {_comma(percent)} %" if percent else "")
    if not isinstance(cell.test, ShareTest):
        return f"{name}: {share}"
    return f"{name}: {share} (порог: {_limit(cell.test)}) — {_REMARKS[state]}"


def _tell_sum(total: SumTest, verdict: StoredVerdict) -> str:
    known = add_known_shares(total, verdict)
    decided = decide_sum(total, verdict)
    missing = any(verdict.cell_states[at] == CellState.missing for at in total.cells)
    percent = _comma(format_percent(known.numerator, known.denominator) or "")
    name = "сумма известных долей" if missing else "сумма"
    remark = {True: "порог превышен", False: "порог не превышен", None: "неполные данные"}[decided]
    return f"{name}: {percent} % (порог: {_limit(total.test)}) — {remark}"


def name_missing(plan: RulePlan, verdict: StoredVerdict) -> list[str]:
    """Name every missing cell in pack order, also those that cannot change the verdict."""
    return [
        f"{cell.title}, {format_academic_year(cell.academic_year)}"
        for cell, state in zip(plan.cells, verdict.cell_states, strict=True)
        if state == CellState.missing
    ]


def _tell_missing(plan: RulePlan, verdict: StoredVerdict) -> Iterator[str]:
    names = name_missing(plan, verdict)
    if names:
        yield f"Нет данных ({len(names)}): {'; '.join(names)}."
    if names and verdict.status == "undetermined":
        yield "Эти данные могут изменить итог: внесите их и повторите расчёт."


def name_flags(flags: Iterable[str]) -> list[str]:
    """Name flags in a word or two each."""
    return [_BRIEF_FLAGS[flag] for flag in flags]


def tell_reasons(plan: RulePlan, verdict: StoredVerdict) -> Iterator[str]:
    """Tell briefly what decided: criteria that are met with the numbers behind them, and those that are open."""
    told = False
    for at, criterion in enumerate(plan.criteria):
        state = verdict.criteria[at]
        if state or (state is None and verdict.status == "undetermined"):
            told = True
            facts = "; ".join(_tell_decisive(criterion, plan, verdict)) if state else _CRITERIA[None]
            yield f"{criterion.title} ({criterion.source}): {facts}"
    if not told:
        yield "Критерии не выполнены."


def _tell_decisive(criterion: CriterionPlan, plan: RulePlan, verdict: StoredVerdict) -> Iterator[str]:
    for part in criterion.evidence:
        if isinstance(part, SumTest):
            yield _tell_sum(part, verdict)
        elif verdict.cell_states[part] == CellState.holds:
            yield _tell_briefly(plan.cells[part], part, verdict)


def _tell_briefly(cell: Cell, at: int, verdict: StoredVerdict) -> str:
    name = f"{cell.title}, {format_academic_year(cell.academic_year)}"
    if cell.kind is CellKind.answer:
        return f"{name} — {_ANSWERS[read_answer(cell, CellState.holds) or '']}"
    numerator, denominator = verdict.numerators[at] or 0, verdict.denominators[at] or 0
    return f"{name} — {numerator} из {denominator} ({_comma(format_percent(numerator, denominator) or '')} %)"


def tell_distance(plan: RulePlan, verdict: StoredVerdict) -> Iterator[str]:
    """Tell how many pupils stand between the school and the other verdict."""
    if plan.distance is None:
        return
    year = format_academic_year(plan.cells[plan.distance.groups[0].cells[0]].academic_year)
    if verdict.to_enter is not None:
        yield (
            f"До выявления: ещё {count_pupils(verdict.to_enter)} с результатом ниже порога в {year} — "
            "и школа была бы выявлена."
        )
    if verdict.to_leave is not None:
        yield (
            f"До выхода: ещё {count_pupils(verdict.to_leave)} с результатом не ниже порога в {year} — "
            "и школа не была бы выявлена."
        )


def _limit(test: ShareTest) -> str:
    return f"{_OPERATORS[test.operator]} {_comma(format_decimal(test.threshold))} %"


def _comma(number: str) -> str:
    return number.replace(".", ",")
