"""The second and third stage: the state of every cell, then its test as true, false or unknown."""

from sqlalchemy import ColumnElement, Numeric, Subquery, and_, case, cast, func, or_, select

from shared.rules.compiling.constants import integer, word
from shared.rules.compiling.sources import fenced
from shared.rules.plan import AnswerTest, Cell, CellKind, CellState, Operator, RulePlan, ShareTest, SumTest

SMALL = 10  # participants; fewer are flagged (B5)

_PERCENT = 100


def select_states(plan: RulePlan, inputs: Subquery) -> Subquery:
    """Add s{i}, the state of each cell, and for parts of sums their exact fraction x{i}/y{i}."""
    columns = [column for column in inputs.c if column.key != "possible"]
    columns += [_state(plan, at, inputs).label(f"s{at}") for at in range(len(plan.cells))]
    for at in sorted({at for total in list_sums(plan) for at in total.cells}):
        columns.append(cast(func.coalesce(inputs.c[f"n{at}"], integer(0)), Numeric).label(f"x{at}"))
        columns.append(
            cast(func.coalesce(func.nullif(inputs.c[f"d{at}"], integer(0)), integer(1)), Numeric).label(f"y{at}")
        )
    return fenced(select(*columns), "states", inputs.c.school_code)


def select_tests(plan: RulePlan, states: Subquery) -> Subquery:
    """Add t{i}, the test of each cell; u{k}/v{k}, each known sum; b{i}, the least number that is low."""
    columns = list(states.c)
    for at, cell in enumerate(plan.cells):
        if cell.test is not None:
            holds = func.nullif(states.c[f"s{at}"], word(CellState.missing)) == word(CellState.holds)
            columns.append(holds.label(f"t{at}"))
    for at, total in enumerate(list_sums(plan)):
        columns.append(_sum_numerator(total, states).label(f"u{at}"))
        columns.append(_product([states.c[f"y{cell}"] for cell in total.cells]).label(f"v{at}"))
    moving = sorted({at for group in plan.distance.groups for at in group.cells}) if plan.distance else []
    columns += [_least_low(plan.cells[at], at, states).label(f"b{at}") for at in moving]
    return fenced(select(*columns), "tests", states.c.school_code)


def list_sums(plan: RulePlan) -> list[SumTest]:
    """List the sums of a plan, each once, in the order of its criteria."""
    sums = [part for criterion in plan.criteria for part in criterion.evidence if isinstance(part, SumTest)]
    return list(dict.fromkeys(sums))


def count_missing(plan: RulePlan, states: Subquery) -> ColumnElement[int]:
    """Count the missing cells, also those that cannot change the verdict."""
    missing: list[ColumnElement[int]] = [
        case((states.c[f"s{at}"] == word(CellState.missing), integer(1)), else_=integer(0))
        for at, cell in enumerate(plan.cells)
        if cell.held
    ]
    total: ColumnElement[int] = integer(0)  # where nothing was held there is nothing to count
    for part in missing:
        total = total + part
    return total


def is_small(plan: RulePlan, states: Subquery) -> ColumnElement[bool]:
    """Say whether a counted cell has fewer than ten."""
    counted = [word(CellState.holds), word(CellState.fails), word(CellState.known)]
    return any_of(
        [
            and_(states.c[f"d{at}"] < integer(SMALL), states.c[f"s{at}"].in_(counted))
            for at, cell in enumerate(plan.cells)
            if cell.held and cell.kind is not CellKind.answer
        ]
    )


def is_on_boundary(plan: RulePlan, tests: Subquery) -> ColumnElement[bool]:
    """Say whether a counted cell, or a complete sum, is exactly at a threshold above 0."""
    exact = []
    for at, cell in enumerate(plan.cells):
        if isinstance(cell.test, ShareTest) and cell.test.threshold > 0 and cell.held:
            decided = tests.c[f"s{at}"].in_([word(CellState.holds), word(CellState.fails)])
            left, right = _sides(cell.test, tests.c[f"n{at}"], tests.c[f"d{at}"])
            exact.append(and_(left == right, decided))
    for at, total in enumerate(list_sums(plan)):
        if total.test.threshold > 0:
            left, right = _sides(total.test, tests.c[f"u{at}"], tests.c[f"v{at}"])
            complete = [tests.c[f"s{cell}"] != word(CellState.missing) for cell in total.cells]
            exact.append(and_(left == right, *complete))
    return func.coalesce(any_of(exact), any_of([]))


def compare(test: ShareTest, numerator: ColumnElement[int], denominator: ColumnElement[int]) -> ColumnElement[bool]:
    """Hold numerator/denominator against a threshold in percent, multiplied out: nothing is divided or rounded."""
    left, right = _sides(test, numerator, denominator)
    return left >= right if test.operator is Operator.at_least else left > right


def any_of(conditions: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    """Join conditions with OR; none of them is false."""
    return or_(*conditions) if conditions else integer(0) > integer(0)


def _sides(
    test: ShareTest, numerator: ColumnElement[int], denominator: ColumnElement[int]
) -> tuple[ColumnElement[int], ColumnElement[int]]:
    left = integer(_PERCENT * test.threshold.denominator) * numerator
    return left, integer(test.threshold.numerator) * denominator


def _state(plan: RulePlan, at: int, inputs: Subquery) -> ColumnElement[str]:
    cell = plan.cells[at]
    if not cell.held:
        return word(CellState.not_considered)
    if isinstance(cell.test, AnswerTest):
        return _answer_state(cell.test, inputs.c[f"a{at}"])
    denominator, numerator = inputs.c[f"d{at}"], inputs.c[f"n{at}"]
    absent = _absent_state(plan, cell, inputs) if cell.kind is CellKind.result else word(CellState.missing)
    branches: list[tuple[ColumnElement[bool], ColumnElement[str]]] = [
        (denominator.is_(None), absent),
        (denominator == integer(0), word(CellState.nobody)),
    ]
    if cell.minimum > 1:
        branches.append((denominator < integer(cell.minimum), word(CellState.too_few)))
    if cell.test is None:
        return case(*branches, else_=word(CellState.known))
    holds = compare(cell.test, numerator, denominator)
    return case(*branches, (holds, word(CellState.holds)), else_=word(CellState.fails))


def _answer_state(test: AnswerTest, answer: ColumnElement[str]) -> ColumnElement[str]:
    return case(
        (answer.is_(None), word(CellState.missing)),
        (answer == word("not_applicable"), word(CellState.not_applicable)),
        (answer == word(test.answer), word(CellState.holds)),
        else_=word(CellState.fails),
    )


def _absent_state(plan: RulePlan, cell: Cell, inputs: Subquery) -> ColumnElement[str]:
    bit = 1 << plan.procedures.index(cell.code)
    excluded = [inputs.c.possible.bitwise_and(integer(bit)) == integer(0)]
    excluded += [inputs.c[f"d{other}"].is_not(None) for other in cell.alternatives if plan.cells[other].held]
    return case((or_(*excluded), word(CellState.not_considered)), else_=word(CellState.missing))


def _sum_numerator(total: SumTest, states: Subquery) -> ColumnElement[int]:
    terms = []
    for part in total.cells:
        others = [states.c[f"y{other}"] for other in total.cells if other != part]
        terms.append(_product([states.c[f"x{part}"], *others]))
    numerator = terms[0]
    for term in terms[1:]:
        numerator = numerator + term
    return numerator


def _product(factors: list[ColumnElement[int]]) -> ColumnElement[int]:
    result = factors[0]
    for factor in factors[1:]:
        result = result * factor
    return result


def _least_low(cell: Cell, at: int, states: Subquery) -> ColumnElement[int]:
    """The least number below the threshold that makes this cell low, its participants as they are."""
    if not isinstance(cell.test, ShareTest) or not cell.held:
        return integer(0)
    unit = _PERCENT * cell.test.threshold.denominator
    scaled = integer(cell.test.threshold.numerator) * states.c[f"d{at}"]
    if cell.test.operator is Operator.at_least:
        return (scaled + integer(unit - 1)) // integer(unit)
    return scaled // integer(unit) + integer(1)
