"""The distance in pupils, into the list and out of it, in the same statement.

A school is identified if at least k groups are low, or one group is low that was low before as well ("repeated").
In: the k cheapest groups, or the cheapest one among those certainly repeated. Out: every group that is or may be low
must be made certainly not low, except k-1 of those certainly not repeated; the dearest of them are the ones to keep.
"""

from itertools import combinations

from sqlalchemy import ColumnElement, Integer, Subquery, case, cast, func

from shared.rules.compiling.conditions import compile_condition
from shared.rules.compiling.constants import Column, integer, truth, word
from shared.rules.plan import CellState, Condition, DistanceGroup, DistancePlan, RulePlan

_NEVER = 1 << 40  # more pupils than any sum of cells: what no number can do


def add_group_columns(plan: RulePlan, distance: DistancePlan, tests: Subquery) -> list[Column]:
    """Add per group g: e{g} to make it low, l{g} to make it certainly not low, m{g} whether one is enough."""
    columns: list[Column] = []
    for at, group in enumerate(distance.groups):
        columns.append(_cost_in(plan, group, tests).label(f"e{at}"))
        columns.append(_cost_out(plan, group, tests).label(f"l{at}"))
    for at, repeated in enumerate(_distinct_repeats(distance)):
        columns.append(compile_condition(repeated, plan, tests).label(f"m{at}"))
    return columns


def pupils_to_enter(distance: DistancePlan, verdicts: Subquery) -> ColumnElement[int]:
    """Count the pupils that turn a decided "not identified" into a decided "identified"; null where none can."""
    groups = range(len(distance.groups))
    ways = [_total([verdicts.c[f"e{at}"] for at in some]) for some in combinations(groups, distance.needed)]
    for at in groups:
        enough = _repeated(distance, at, verdicts).is_(True)
        ways.append(case((enough, verdicts.c[f"e{at}"]), else_=integer(_NEVER)))
    return _possible_only(func.least(*ways), verdicts.c.holds.is_(False))


def pupils_to_leave(distance: DistancePlan, verdicts: Subquery) -> ColumnElement[int]:
    """Count the pupils that turn a decided "identified" into a decided "not identified"; null where none can."""
    groups = range(len(distance.groups))
    everything = _total([verdicts.c[f"l{at}"] for at in groups])
    keepable = [
        case((_repeated(distance, at, verdicts).is_(False), verdicts.c[f"l{at}"]), else_=integer(0)) for at in groups
    ]
    kept = [_total([keepable[at] for at in some]) for some in combinations(groups, distance.needed - 1) if some]
    cost = everything - func.greatest(*kept) if kept else everything
    return _possible_only(cost, verdicts.c.holds.is_(True))


def _possible_only(cost: ColumnElement[int], applies: ColumnElement[bool]) -> ColumnElement[int]:
    # Costs below "never" are below nine summands of int: they fit; the cast of the rest must not be reached.
    return case((applies, cast(case((cost < integer(_NEVER), cost)), Integer)))


def _cost_in(plan: RulePlan, group: DistanceGroup, tests: Subquery) -> ColumnElement[int]:
    costs = []
    for at in group.cells:
        if not plan.cells[at].held:
            continue
        enough, numerator, whole = tests.c[f"b{at}"], tests.c[f"n{at}"], tests.c[f"d{at}"]
        state = tests.c[f"s{at}"]
        costs.append(
            case(
                (state == word(CellState.holds), integer(0)),
                ((state == word(CellState.fails)) & (enough <= whole), enough - numerator),
                else_=integer(_NEVER),
            )
        )
    if not costs:
        return integer(_NEVER)
    return func.least(*costs) if len(costs) > 1 else costs[0]


def _cost_out(plan: RulePlan, group: DistanceGroup, tests: Subquery) -> ColumnElement[int]:
    costs = [integer(0)]
    for at in group.cells:
        if not plan.cells[at].held:
            continue
        enough, numerator, state = tests.c[f"b{at}"], tests.c[f"n{at}"], tests.c[f"s{at}"]
        costs.append(
            case(
                ((state == word(CellState.holds)) & (enough >= integer(1)), numerator - enough + integer(1)),
                (state.in_([word(CellState.holds), word(CellState.missing)]), integer(_NEVER)),
                else_=integer(0),
            )
        )
    return _total(costs)


def _distinct_repeats(distance: DistancePlan) -> list[Condition]:
    return list(dict.fromkeys(group.repeated for group in distance.groups if group.repeated is not None))


def _repeated(distance: DistancePlan, at: int, verdicts: Subquery) -> ColumnElement[bool]:
    repeated = distance.groups[at].repeated
    if repeated is None:
        return truth(value=False)
    return verdicts.c[f"m{_distinct_repeats(distance).index(repeated)}"]


def _total(costs: list[ColumnElement[int]]) -> ColumnElement[int]:
    total = costs[0]
    for cost in costs[1:]:
        total = total + cost
    return total
