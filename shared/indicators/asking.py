"""What a set asks of schools and municipalities, and which of it the system knows by itself or has no use for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from shared.indicators.definition import AskedElement, Indicator, IndicatorSet, list_set_elements
from shared.indicators.plan import (
    AnswerIs,
    Compared,
    Condition,
    Counted,
    Denominator,
    FirstKnown,
    IndicatorPlan,
    Item,
    Known,
    Numerator,
    OnRoll,
    Several,
    Source,
)


@dataclass(frozen=True, slots=True)
class Use:
    """One place in which an indicator looks at an element."""

    indicator: str
    priors: tuple[Condition, ...] = ()
    """What goes before it: where one of these is known, the answer is not needed (`first_known`)."""
    answer: str | None = None
    """The answer that says the same as those do; none where they say something else."""
    within: Condition | None = None
    """Where this is false the indicator does not look at the object at all: not on the list, row does not apply."""


@dataclass(frozen=True, slots=True)
class Question:
    """One element of a set, and where its indicators look at it."""

    element: AskedElement
    group: str | None
    """Heading of the first indicator that looks at it; none where none does."""
    counted: str | None
    """Whom or what the denominator counts: those of equal words are one number."""
    uses: tuple[Use, ...]
    is_required: bool
    """False where the sum over the schools stands in for the object's own answer (B29)."""
    whole: str | None = None
    """The element of which this one is a part: its numerator is not the greater of the two."""
    supported: int | None = None
    """Its cell, where records of the roadmap may answer it."""

    @property
    def indicators(self) -> tuple[str, ...]:
        """List the indicators that look at it, each once."""
        return tuple(dict.fromkeys([self.element.code, *(use.indicator for use in self.uses)]))


def list_questions(plan: IndicatorPlan, one: IndicatorSet) -> tuple[Question, ...]:
    """List what a set asks for, in pack order; the plan is that of the set's pack."""
    indicators = {indicator.code: indicator for indicator in one.indicators}
    items = [item for item in plan.items if _indicator_of(item) in indicators]
    uses: dict[str, list[Use]] = {}
    for item in items:
        for cell, use in _list_uses(plan, item):
            if plan.cells[cell].source is Source.value:
                uses.setdefault(plan.cells[cell].code, []).append(use)
    optional = {plan.cells[item.own].code for item in items if item.own is not None and item.numerator is not None}
    wholes = dict(_list_parts(plan, items))
    supported = {cell.code: at for at, cell in enumerate(plan.cells) if cell.support}
    asked = (
        _ask(element, indicators, tuple(uses.get(element.code, ())), element.code not in optional, wholes)
        for element in list_set_elements(one)
    )
    return tuple(replace(question, supported=supported.get(question.element.code)) for question in asked)


def _ask(
    element: AskedElement,
    indicators: dict[str, Indicator],
    uses: tuple[Use, ...],
    is_required: bool,
    wholes: dict[str, str],
) -> Question:
    own = indicators.get(element.code)
    first = own or (indicators[uses[0].indicator] if uses else None)
    counted = element.denominator or (own.counted if own else None)
    return Question(element, first.group if first else None, counted, uses, is_required, wholes.get(element.code))


def _indicator_of(item: Item) -> str:
    return item.part_of or item.code


def _list_uses(plan: IndicatorPlan, item: Item) -> Iterator[tuple[int, Use]]:
    indicator = _indicator_of(item)
    if item.own is not None:
        yield item.own, Use(indicator, within=item.applies)
    within = None
    if item.over is not None and plan.rolls[item.over].categories:
        within = OnRoll(item.over, inside=True)
    for counted in (item.numerator, item.denominator, item.applies, *(factor.when for factor in item.factors)):
        if counted is not None:
            yield from _walk(counted, Use(indicator, within=within))


def _walk(condition: Counted, use: Use) -> Iterator[tuple[int, Use]]:
    if isinstance(condition, AnswerIs | Numerator | Denominator):
        yield condition.cell, use
    elif isinstance(condition, Compared):
        for side in (condition.left, condition.right):
            if isinstance(side, Numerator | Denominator):
                yield side.cell, use
    elif isinstance(condition, Several):
        for part in condition.items:
            yield from _walk(part, use)
    elif isinstance(condition, Known):
        yield from _walk(condition.condition, use)
    elif isinstance(condition, FirstKnown):
        yield from _walk_alternatives(condition, use)


def _walk_alternatives(condition: FirstKnown, use: Use) -> Iterator[tuple[int, Use]]:
    for at, part in enumerate(condition.items):
        priors = (*use.priors, *condition.items[:at])
        # Only what stands beside the others says the same as they do.
        answer = part.answer if isinstance(part, AnswerIs) and at else None
        yield from _walk(part, Use(use.indicator, priors, answer, use.within))


def _list_parts(plan: IndicatorPlan, items: list[Item]) -> Iterator[tuple[str, str]]:
    """Yield the elements that count a part of what another one counts, with that one."""
    wholes = {item.code: item for item in items if item.part_of is None}
    for item in items:
        whole = wholes.get(item.part_of or "")
        if whole is None or item.kind == "answer":
            continue
        pairs = [(item.own, whole.own)]
        if isinstance(item.numerator, Numerator) and isinstance(whole.numerator, Numerator):
            pairs.append((item.numerator.cell, whole.numerator.cell))
        for part_cell, whole_cell in pairs:
            if part_cell is not None and whole_cell is not None:
                yield plan.cells[part_cell].code, plan.cells[whole_cell].code
