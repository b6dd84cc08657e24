"""What a computation has kept of its schools, in the shape in which the statement reads live rows."""

from uuid import UUID

from sqlalchemy import Subquery, Table, Text, case, cast, func, null, select

from shared.indicators.compiling.records import ANSWERS
from shared.indicators.plan import IndicatorPlan
from shared.models import ComputedValues
from shared.rules.compiling.constants import Column, word

_KEPT: Table = ComputedValues.__table__  # type: ignore[assignment]  # a mapped class's table is a Table


def select_kept_inputs(plan: IndicatorPlan, computation_id: UUID) -> Subquery:
    """Select what `select_inputs` does, as it was when the computation was finished; the plan is the computation's."""
    columns: list[Column] = [_KEPT.c.municipality_id, _KEPT.c.object_code.label("school_code")]
    # Arrays of Postgres count from 1.
    for place, (at, cell) in enumerate(plan.list_cells("school"), start=1):
        columns.append(_answer(place).label(f"a{at}"))
        for letter, name in (("n", "cell_numerators"), ("d", "cell_denominators")):
            columns.append(_KEPT.c[name][place].label(f"{letter}{at}"))
        if cell.support:
            columns += [_KEPT.c.cell_actions[place].label(f"x{at}"), _KEPT.c.cell_persons[place].label(f"u{at}")]
    for at, roll in enumerate(plan.rolls):
        if roll.categories:
            columns.append(_KEPT.c.rolls[at + 1].label(f"g{at}"))
    names = [f"r{at}c{position}" for at, rule in enumerate(plan.rules) for position in range(len(rule.criteria))]
    columns += [_KEPT.c.criteria[place].label(name) for place, name in enumerate(names, start=1)]
    schools = (_KEPT.c.computation_id == computation_id) & (_KEPT.c.level == word("school"))
    return select(*columns).where(schools).subquery("kept_inputs")


def _answer(place: int) -> Column:
    letter = func.substr(_KEPT.c.cell_answers, place, 1)
    told = [(letter == word(short), word(answer)) for short, answer in ANSWERS.items()]
    return case(*told, else_=cast(null(), Text))
