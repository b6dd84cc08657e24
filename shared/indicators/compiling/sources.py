"""The first stage: one row a school with every cell, roll and criterion beside each other."""

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Subquery,
    Table,
    Text,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)

from shared.indicators.compiling.derived import pivot_derived, prefer_derived
from shared.indicators.compiling.rolls import RollSource
from shared.indicators.compiling.territory import in_territory
from shared.indicators.plan import Cell, IndicatorPlan, Roll, Source
from shared.models import AssessmentResult, ContextValue, MonitoringValue, School
from shared.reference.school_register import counted_on
from shared.rules.compiling.constants import Column, day, integer, truth, word
from shared.rules.compiling.sources import fenced
from shared.rules.compiling.statement import select_criteria

SCHOOL: Table = School.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
VALUE: Table = MonitoringValue.__table__  # type: ignore[assignment]  # the same
_RESULT: Table = AssessmentResult.__table__  # type: ignore[assignment]  # the same
_CONTEXT: Table = ContextValue.__table__  # type: ignore[assignment]  # the same

_GIVEN = {"a": "answer", "n": "numerator", "d": "denominator"}


def select_inputs(plan: IndicatorPlan, rolls: RollSource) -> Subquery:
    """Select municipality_id, school_code; a{i} or n{i}, d{i} of every cell of schools; g{k}, whether on roll k.

    g{k} is null where there is no list. r{i}c{j} is criterion j of identification rule i. k{i} is the campaign in which
    the answers to set i were accepted. x{i}, u{i}: see `prefer_derived`.
    """
    source: FromClause = SCHOOL
    columns: list[Column] = [SCHOOL.c.municipality_id, SCHOOL.c.code.label("school_code")]
    for pivot in (_pivot_values(plan), _pivot_results(plan), _pivot_context(plan)):
        if pivot is not None:
            source = _join(source, pivot)
            columns += [column for column in pivot.c if column.key not in {"municipality_id", "school_code"}]
    derived = pivot_derived(plan, "school")
    if derived is not None:
        source = _join(source, derived)
        columns = prefer_derived(plan, "school", columns, derived)
    for at, rule in enumerate(plan.rules):
        criteria = select_criteria(rule).alias(f"rule{at}")
        source = _join(source, criteria)
        columns += [criteria.c[f"c{position}"].label(f"r{at}c{position}") for position in range(len(rule.criteria))]
    if any(roll.categories for roll in plan.rolls):
        listed, known = _pivot_listed(plan, rolls), _pivot_known(plan, rolls)
        source = _join(source, listed)
        source = source.outerjoin(known, known.c.municipality_id == SCHOOL.c.municipality_id)
        columns += _memberships(plan, listed, known)
    statement = select(*columns).select_from(source).where(in_territory(SCHOOL), counted_on(day(plan.period.last_day)))
    return fenced(statement, "inputs", SCHOOL.c.code)


def pivot_municipal_values(plan: IndicatorPlan) -> Subquery | None:
    """Select the municipalities' own answers: municipality_id and a{i} or n{i}, d{i}, with k{i}, their campaigns."""
    return _pivot_level(plan, "municipality", (VALUE.c.municipality_id,))


def _pivot_values(plan: IndicatorPlan) -> Subquery | None:
    return _pivot_level(plan, "school", (VALUE.c.municipality_id, VALUE.c.object_code.label("school_code")))


def _pivot_level(plan: IndicatorPlan, level: str, keys: tuple[Column, ...]) -> Subquery | None:
    cells = [(at, cell) for at, cell in enumerate(plan.cells) if cell.source is Source.value and cell.level == level]
    if not cells:
        return None
    columns: list[Column] = []
    for at, cell in cells:
        here = VALUE.c.element_code == word(cell.code)
        columns += [func.max(VALUE.c[_GIVEN[letter]]).filter(here).label(f"{letter}{at}") for letter in cell.letters]
    for at, set_code in enumerate(plan.sets):
        asked = VALUE.c.element_code.in_([word(cell.code) for _, cell in cells if cell.set_code == set_code])
        columns.append(func.any_value(VALUE.c.campaign_id).filter(asked).label(f"k{at}"))
    rows = and_(
        in_territory(VALUE),
        VALUE.c.pack_code == bindparam("pack_code", type_=Text),
        VALUE.c.period == bindparam("period", type_=Text),
        VALUE.c.level == word(level),
    )
    bare = [VALUE.c.municipality_id, VALUE.c.object_code][: len(keys)]
    return select(*keys, *columns).where(rows).group_by(*bare).subquery(f"{level}_values")


def _pivot_results(plan: IndicatorPlan) -> Subquery | None:
    names = {"n": "below_threshold", "d": "participants"}
    return _pivot_facts(plan, Source.result, _RESULT, _RESULT.c.procedure_code, names)


def _pivot_context(plan: IndicatorPlan) -> Subquery | None:
    return _pivot_facts(plan, Source.context, _CONTEXT, _CONTEXT.c.element_code, _GIVEN)


def _pivot_facts(
    plan: IndicatorPlan, source: Source, table: Table, code: Column, names: dict[str, str]
) -> Subquery | None:
    cells = [(at, cell) for at, cell in enumerate(plan.cells) if cell.source is source]
    if not cells:
        return None
    columns: list[Column] = []
    for at, cell in cells:
        here = _is_fact(table, code, cell)
        columns += [func.max(table.c[names[letter]]).filter(here).label(f"{letter}{at}") for letter in cell.letters]
    years = sorted({cell.academic_year for _, cell in cells})
    rows = and_(in_territory(table), table.c.academic_year.in_([integer(year) for year in years]))
    keys = (table.c.municipality_id, table.c.school_code)
    return select(*keys, *columns).where(rows).group_by(*keys).subquery(f"{source}_rows")


def _is_fact(table: Table, code: Column, cell: Cell) -> ColumnElement[bool]:
    return and_(table.c.academic_year == integer(cell.academic_year), code == word(cell.code))


def _pivot_listed(plan: IndicatorPlan, rolls: RollSource) -> Subquery:
    listed = rolls.listed
    keys = (listed.c.municipality_id, listed.c.school_code)
    columns = [
        func.bool_or(truth(value=True)).filter(_of_roll(roll, listed)).label(f"m{at}")
        for at, roll in enumerate(plan.rolls)
        if roll.categories
    ]
    return select(*keys, *columns).group_by(*keys).subquery("memberships")


def _pivot_known(plan: IndicatorPlan, rolls: RollSource) -> Subquery:
    known = rolls.known
    columns = [
        func.count(known.c.category.distinct()).filter(_of_roll(roll, known)).label(f"k{at}")
        for at, roll in enumerate(plan.rolls)
        if roll.categories
    ]
    return select(known.c.municipality_id, *columns).group_by(known.c.municipality_id).subquery("lists")


def _of_roll(roll: Roll, rows: FromClause) -> ColumnElement[bool]:
    categories = or_(*[rows.c.category == word(category) for category in roll.categories])
    return and_(rows.c.academic_year == integer(roll.academic_year), categories)


def _memberships(plan: IndicatorPlan, listed: Subquery, known: Subquery) -> list[Column]:
    """Add g{k}, whether the school is on the roll, and h{k}, whether a list of one of its categories is not there."""
    columns: list[Column] = []
    for at, roll in enumerate(plan.rolls):
        if roll.categories:
            lists = func.coalesce(known.c[f"k{at}"], integer(0))
            member = func.coalesce(listed.c[f"m{at}"], truth(value=False))
            columns.append(case((lists > integer(0), member), else_=truth(value=None)).label(f"g{at}"))
            columns.append((lists < integer(len(roll.categories))).label(f"h{at}"))
    return columns


def _join(left: FromClause, right: FromClause) -> FromClause:
    same_school = and_(right.c.municipality_id == SCHOOL.c.municipality_id, right.c.school_code == SCHOOL.c.code)
    return left.outerjoin(right, same_school)
