"""Which questions a school need not answer: the system knows, or no indicator looks at the school."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Integer, Subquery, Text, and_, case, cast, null, or_, select

from shared.indicators.asking import Question, Use
from shared.indicators.compiling.conditions import compile_condition
from shared.indicators.compiling.rolls import RollSource
from shared.indicators.compiling.sources import select_inputs
from shared.indicators.plan import FirstKnown, IndicatorPlan
from shared.rules.compiling.constants import Column, Query, truth, word

_OPPOSITE = {"yes": "no", "no": "yes"}


def select_settled(plan: IndicatorPlan, questions: Sequence[Question], rolls: RollSource) -> Query:
    """Select school_code; per question i s{i}: derived or not_applicable, null where it is asked; what is known of it.

    d{i} is the answer, n{i} and w{i} are numerator and denominator that records of the roadmap come to.

    Parameters: `municipality_ids`, `pack_code`, `period`.
    """
    inputs = select_inputs(plan, rolls)
    columns: list[Column] = [inputs.c.school_code]
    for at, question in enumerate(questions):
        outside = and_(*[_is_outside(use, inputs) for use in question.uses])
        settled = and_(*[or_(_is_outside(use, inputs), _is_known(use, inputs)) for use in question.uses])
        recorded = _is_recorded(question, inputs)
        state = case((outside, word("not_applicable")), (settled | recorded, word("derived")), else_=null())
        columns.append(state.label(f"s{at}"))
        answer = case((recorded, _recorded(question, "a", inputs)), (settled, _answer(question, inputs)), else_=null())
        columns.append(cast(answer, Text).label(f"d{at}"))
        for label, letter in (("n", "n"), ("w", "d")):
            number = case((recorded, _recorded(question, letter, inputs)), else_=null())
            columns.append(cast(number, Integer).label(f"{label}{at}"))
    return select(*columns)


def can_be_settled(question: Question) -> bool:
    """Say whether there are schools that need not answer it."""
    if question.supported is not None:
        return True
    return bool(question.uses) and all(use.priors or use.within for use in question.uses)


def _is_recorded(question: Question, row: Subquery) -> ColumnElement[bool]:
    if question.supported is None:
        return truth(value=False)
    return row.c[f"x{question.supported}"].is_not(None)


def _recorded(question: Question, letter: str, row: Subquery) -> Column:
    name = f"{letter}{question.supported}"
    return row.c[name] if name in row.c else null()


def _is_outside(use: Use, row: Subquery) -> ColumnElement[bool]:
    return compile_condition(use.within, row).is_(False) if use.within else truth(value=False)


def _is_known(use: Use, row: Subquery) -> ColumnElement[bool]:
    return compile_condition(FirstKnown(use.priors), row).is_not(None) if use.priors else truth(value=False)


def _answer(question: Question, row: Subquery) -> ColumnElement[str]:
    """Write what is known as the answer to the question; null where no use says the same."""
    for use in question.uses:
        if use.answer in _OPPOSITE and use.priors:
            holds = compile_condition(FirstKnown(use.priors), row)
            return case(
                (holds.is_(True), word(use.answer)), (holds.is_(False), word(_OPPOSITE[use.answer])), else_=null()
            )
    return cast(null(), Text)
