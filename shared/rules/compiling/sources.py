"""The first stage: one row a school, with the numbers of every cell beside each other."""

from collections.abc import Sequence

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Subquery,
    Table,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
)

from shared.models import AssessmentResult, ContextValue, School
from shared.reference.academic_years import first_day_of
from shared.rules.compiling.constants import Column, Query, day, integer, word
from shared.rules.plan import Cell, CellKind, RulePlan

_HALF = 32  # bits; two counts travel in one bigint, which halves the number of aggregates
_LOW_HALF = (1 << _HALF) - 1

SCHOOL: Table = School.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
RESULT: Table = AssessmentResult.__table__  # type: ignore[assignment]  # the same
CONTEXT: Table = ContextValue.__table__  # type: ignore[assignment]  # the same


def select_inputs(plan: RulePlan, *, some_schools: bool) -> Subquery:
    """Select municipality_id, school_code, `possible` and, per cell i, n{i} and d{i} or a{i}.

    A school that closed before the academic year of the list began is none of its schools: it gets no verdict.

    A cell without a row has nulls. `possible` has a bit for each procedure the school can have: by its grades; or,
    without grades, those with a row in any year; or all of them where it has no row at all.
    """
    source: FromClause = SCHOOL
    columns: list[Column] = [SCHOOL.c.municipality_id, SCHOOL.c.code.label("school_code")]
    if plan.reads_results:
        results, elsewhere = _pivot_results(plan, some_schools), _find_taught_elsewhere(plan, some_schools)
        source = _join(_join(source, results), elsewhere)
        columns.append(_possible(plan, results, elsewhere).label("possible"))
        columns += _unpack(plan, results, CellKind.result)
    if plan.reads_context:
        context = _pivot_context(plan, some_schools)
        source = _join(source, context)
        columns += _unpack(plan, context, CellKind.share)
        columns += [context.c[f"a{at}"] for at, cell in enumerate(plan.cells) if cell.kind is CellKind.answer]
    began = day(first_day_of(plan.academic_year))
    rows = and_(
        _in_territory(SCHOOL, SCHOOL.c.code, some_schools),
        or_(SCHOOL.c.closed_on.is_(None), SCHOOL.c.closed_on >= began),
    )
    statement = select(*columns).select_from(source).where(rows)
    return fenced(statement, "inputs", SCHOOL.c.code)


def fenced(statement: Query, name: str, school_code: ColumnElement[str]) -> Subquery:
    """Make a stage whose expressions are computed once.

    Without the order Postgres merges the stages and repeats every expression wherever its column is used. The order
    is the one the rows already have and the one in which the verdicts are stored, so it costs next to nothing.
    """
    return statement.order_by(statement.selected_columns["municipality_id"], school_code).subquery(name)


def _in_territory(table: Table, code: ColumnElement[str], some_schools: bool) -> ColumnElement[bool]:
    municipalities: Column = bindparam("municipality_ids", type_=ARRAY(Integer))
    inside = table.c.municipality_id == func.any(municipalities)
    if not some_schools:
        return inside
    codes: Column = bindparam("school_codes", type_=ARRAY(Text))
    return and_(inside, code == func.any(codes))


def _pivot_results(plan: RulePlan, some_schools: bool) -> Subquery:
    packed = _pack(RESULT.c.participants, RESULT.c.below_threshold)
    cells = [(at, cell) for at, cell in enumerate(plan.cells) if cell.kind is CellKind.result and cell.held]
    columns: list[Column] = [
        func.max(packed)
        .filter(
            RESULT.c.academic_year == integer(cell.academic_year),
            RESULT.c.procedure_code == word(cell.code),
        )
        .label(f"p{at}")
        for at, cell in cells
    ]
    rows = and_(
        _in_territory(RESULT, RESULT.c.school_code, some_schools),
        RESULT.c.academic_year.in_([integer(year) for year in _years(plan, CellKind.result)]),
        RESULT.c.procedure_code.in_([word(code) for code in plan.procedures]),
    )
    return _group(RESULT, columns, rows, "results")


def _pivot_context(plan: RulePlan, some_schools: bool) -> Subquery:
    packed = _pack(CONTEXT.c.denominator, CONTEXT.c.numerator)
    columns: list[Column] = []
    for at, cell in enumerate(plan.cells):
        if cell.kind is CellKind.result:
            continue
        here = and_(
            CONTEXT.c.academic_year == integer(cell.academic_year),
            CONTEXT.c.element_code == word(cell.code),
        )
        answer = cell.kind is CellKind.answer
        columns.append(
            func.max(CONTEXT.c.answer).filter(here).label(f"a{at}")
            if answer
            else func.max(packed).filter(here).label(f"p{at}")
        )
    years = [integer(year) for year in _years(plan, CellKind.share, CellKind.answer)]
    territory = _in_territory(CONTEXT, CONTEXT.c.school_code, some_schools)
    return _group(CONTEXT, columns, and_(territory, CONTEXT.c.academic_year.in_(years)), "context")


def _find_taught_elsewhere(plan: RulePlan, some_schools: bool) -> Subquery:
    """Find, for schools without grades, the procedures they have rows of in other years than those of the plan."""
    bits = case(
        *[(RESULT.c.procedure_code == word(code), integer(1 << at)) for at, code in enumerate(plan.procedures)],
        else_=integer(0),
    )
    same_school = and_(RESULT.c.municipality_id == SCHOOL.c.municipality_id, RESULT.c.school_code == SCHOOL.c.code)
    rows = and_(
        _in_territory(RESULT, RESULT.c.school_code, some_schools),
        or_(SCHOOL.c.grades_from.is_(None), SCHOOL.c.grades_to.is_(None)),
        RESULT.c.academic_year.not_in([integer(year) for year in _years(plan, CellKind.result)]),
        RESULT.c.procedure_code.in_([word(code) for code in plan.procedures]),
    )
    statement = select(RESULT.c.municipality_id, RESULT.c.school_code, func.bit_or(bits).label("bits"))
    statement = statement.select_from(RESULT.join(SCHOOL, same_school)).where(rows)
    return statement.group_by(RESULT.c.municipality_id, RESULT.c.school_code).subquery("elsewhere")


def _possible(plan: RulePlan, results: Subquery, elsewhere: Subquery) -> ColumnElement[int]:
    everything = (1 << len(plan.procedures)) - 1
    by_grades: list[ColumnElement[int]] = []
    for grade, bits in _bits_by_grade(plan).items():
        inside = integer(grade).between(SCHOOL.c.grades_from, SCHOOL.c.grades_to)
        by_grades.append(case((inside, integer(bits)), else_=integer(0)))
    seen: list[ColumnElement[int]] = [func.coalesce(elsewhere.c.bits, integer(0))]
    for at, code in enumerate(plan.procedures):
        rows = [results.c[f"p{position}"].is_not(None) for position in _held_positions(plan, code)]
        if rows:
            seen.append(case((or_(*rows), integer(1 << at)), else_=integer(0)))
    known = and_(SCHOOL.c.grades_from.is_not(None), SCHOOL.c.grades_to.is_not(None))
    taught = func.coalesce(func.nullif(_united(seen), integer(0)), integer(everything))
    return case((known, _united(by_grades)), else_=taught)


def _bits_by_grade(plan: RulePlan) -> dict[int, int]:
    grades = {cell.code: cell.grade for cell in plan.cells if cell.grade is not None}
    bits: dict[int, int] = {}
    for at, code in enumerate(plan.procedures):
        bits[grades[code]] = bits.get(grades[code], 0) | 1 << at
    return bits


def _held_positions(plan: RulePlan, code: str) -> list[int]:
    def is_meant(cell: Cell) -> bool:
        return cell.kind is CellKind.result and cell.code == code and cell.held

    return [at for at, cell in enumerate(plan.cells) if is_meant(cell)]


def _unpack(plan: RulePlan, pivot: Subquery, kind: CellKind) -> list[Column]:
    columns: list[Column] = []
    for at, cell in enumerate(plan.cells):
        if cell.kind is kind and cell.held:
            packed = pivot.c[f"p{at}"]
            columns.append(packed.bitwise_rshift(integer(_HALF)).label(f"d{at}"))
            columns.append(packed.bitwise_and(integer(_LOW_HALF)).label(f"n{at}"))
    return columns


def _pack(high: ColumnElement[int], low: ColumnElement[int]) -> ColumnElement[int]:
    return cast(high, BigInteger).bitwise_lshift(integer(_HALF)).bitwise_or(low)


def _group(table: Table, columns: Sequence[Column], rows: ColumnElement[bool], name: str) -> Subquery:
    keys = (table.c.municipality_id, table.c.school_code)
    return select(*keys, *columns).where(rows).group_by(*keys).subquery(name)


def _join(left: FromClause, right: Subquery) -> FromClause:
    same_school = and_(right.c.municipality_id == SCHOOL.c.municipality_id, right.c.school_code == SCHOOL.c.code)
    return left.outerjoin(right, same_school)


def _united(bits: Sequence[ColumnElement[int]]) -> ColumnElement[int]:
    united = bits[0]
    for part in bits[1:]:
        united = united.bitwise_or(part)
    return united


def _years(plan: RulePlan, *kinds: CellKind) -> list[int]:
    return sorted({cell.academic_year for cell in plan.cells if cell.kind in kinds})
