"""What stored rows mean by the definitions they were computed with."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row

from services.monitoring.computations.schemas import GroundRead
from shared.indicators.compiling.records import ANSWERS
from shared.indicators.computing import IndicatorValue
from shared.indicators.plan import (
    AnswerIs,
    Cell,
    Compared,
    CriterionIs,
    Denominator,
    FirstKnown,
    IndicatorPlan,
    Item,
    Known,
    Numerator,
    OnRoll,
    Pooled,
    Several,
    Source,
)
from shared.models import ComputedValues
from shared.reference.academic_years import format_academic_year

_SOURCES = {Source.value: "answer", Source.context: "context", Source.result: "result"}
_YES = {True: "yes", False: "no", None: None}
_MET = {True: "met", False: "not_met", None: None}


def read_regional_value(item: Item, sums: Row[*tuple[Any, ...]], factors: Iterator[int]) -> IndicatorValue:
    """Return a region's value: of answers those that say yes of how many; `factors` are the next of the region."""
    is_answer = item.kind == "answer"
    numerator = sums.said_yes if is_answer else sums.numerator
    denominator = sums.municipalities if is_answer else sums.denominator
    return IndicatorValue(
        item=item,
        level="region",
        municipality_id=None,
        code=sums.code,
        numerator=None if numerator is None else int(numerator),
        denominator=None if denominator is None else int(denominator),
        answer=None,
        answered=False,
        points=None,
        in_maximum=False,
        flags=("incomplete",) if sums.incomplete else (),
        reason="nobody" if denominator == 0 else None,
        missing_schools=int(sums.missing_schools),
        factors=tuple((factor.code, next(factors)) for factor in item.factors),
    )


def list_evidence(plan: IndicatorPlan, item: Item, row: ComputedValues) -> list[GroundRead]:
    """List what a school's part of an item stands on, each row once, in the order of the definition."""
    conditions = [item.numerator, item.denominator, *(factor.when for factor in item.factors)]
    looked_at = [each for condition in conditions for each in _walk(condition)]
    if item.over is not None and plan.rolls[item.over].categories:
        looked_at.append(OnRoll(item.over, inside=True))
    found = [_describe(plan, row, each) for each in looked_at]
    return list({tuple(each.model_dump().values()): each for each in found}.values())


def _walk(part: Any) -> Iterator[int | OnRoll | CriterionIs]:  # noqa: ANN401  # conditions, numbers and sides alike
    """Yield the cells (by position), lists and criteria that a condition or a number looks at."""
    if isinstance(part, FirstKnown | Several):
        for item in part.items:
            yield from _walk(item)
    elif isinstance(part, Known):
        yield from _walk(part.condition)
    elif isinstance(part, Compared):
        yield from _walk(part.left)
        yield from _walk(part.right)
    elif isinstance(part, Pooled):
        yield from part.cells
    elif isinstance(part, AnswerIs | Numerator | Denominator):
        yield part.cell
    elif isinstance(part, OnRoll | CriterionIs):
        yield part


def _describe(plan: IndicatorPlan, row: ComputedValues, looked_at: int | OnRoll | CriterionIs) -> GroundRead:
    if isinstance(looked_at, OnRoll):
        roll = plan.rolls[looked_at.roll]
        year = format_academic_year(roll.academic_year)
        return _row("list", roll.name, year, answer=_YES[row.rolls[looked_at.roll]])
    if isinstance(looked_at, CriterionIs):
        rule = plan.rules[looked_at.rule]
        before = sum(len(each.criteria) for each in plan.rules[: looked_at.rule])
        code = f"{rule.rule}/{rule.criteria[looked_at.criterion].code}"
        met = row.criteria[before + looked_at.criterion]
        return _row("criterion", code, format_academic_year(rule.academic_year), answer=_MET[met])
    return _describe_cell(plan, row, looked_at)


def _describe_cell(plan: IndicatorPlan, row: ComputedValues, at: int) -> GroundRead:
    cell: Cell = plan.cells[at]
    place = [position for position, _ in plan.list_cells(cell.level)].index(at)
    answer, numerator = ANSWERS.get(row.cell_answers[place]), row.cell_numerators[place]
    if row.cell_actions and row.cell_actions[place] is not None:
        return _describe_support(plan, row, cell, place)
    campaign = None
    if cell.source is Source.value and (answer is not None or numerator is not None):
        campaign = row.campaign_ids[plan.sets.index(cell.set_code)]
    year = None if cell.source is Source.value else format_academic_year(cell.academic_year)
    found = _row(_SOURCES[cell.source], cell.code, year, answer=answer)
    numbers = {"numerator": numerator, "denominator": row.cell_denominators[place], "campaign_id": campaign}
    return found.model_copy(update=numbers)


def _describe_support(plan: IndicatorPlan, row: ComputedValues, cell: Cell, place: int) -> GroundRead:
    year = format_academic_year(plan.period.academic_year)
    found = _row("support", cell.support, year, answer=ANSWERS.get(row.cell_answers[place]))
    numbers = {"numerator": row.cell_numerators[place], "denominator": row.cell_denominators[place]}
    return found.model_copy(update={**numbers, "actions": row.cell_actions[place]})


def _row(source: str, code: str, academic_year: str | None, *, answer: str | None) -> GroundRead:
    return GroundRead.model_validate(
        {
            "source": source,
            "code": code,
            "academic_year": academic_year,
            "answer": answer,
            "numerator": None,
            "denominator": None,
            "campaign_id": None,
            "actions": None,
        }
    )
