"""The whole statement: inputs → states → tests → criteria → verdict, one row a school."""

from sqlalchemy import (
    ARRAY,
    Insert,
    Integer,
    SmallInteger,
    Subquery,
    Table,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    insert,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import array

from shared.models import Verdict
from shared.rules.compiling.cells import count_missing, is_on_boundary, is_small, select_states, select_tests
from shared.rules.compiling.conditions import compile_condition
from shared.rules.compiling.constants import Column, Query, integer, word
from shared.rules.compiling.distance import add_group_columns, pupils_to_enter, pupils_to_leave
from shared.rules.compiling.sources import fenced, select_inputs
from shared.rules.plan import CellKind, RulePlan

ENGINE_VERSION = "1"
"""Changes whenever the same inputs could come to another verdict; part of a run's hash."""

_VERDICT: Table = Verdict.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
_COLUMNS = (
    "municipality_id",
    "run_id",
    "school_code",
    "status",
    "criteria",
    "cell_states",
    "numerators",
    "denominators",
    "small_n",
    "boundary",
    "partial",
    "missing_count",
    "to_enter",
    "to_leave",
)


def compile_run(plan: RulePlan, *, some_schools: bool = False) -> Insert:
    """Compile a plan to the statement that judges and stores every school of the given municipalities.

    Parameters of the statement: `run_id` (uuid), `municipality_ids` (list of int) and, with `some_schools`,
    `school_codes` (list of str).
    """
    return insert(_VERDICT).from_select(list(_COLUMNS), compile_verdicts(plan, some_schools=some_schools))


def compile_verdicts(plan: RulePlan, *, some_schools: bool = False) -> Query:
    """Compile a plan to the query behind `compile_run`, which stores nothing."""
    verdicts = _select_verdicts(plan, select_criteria(plan, some_schools=some_schools))
    decided = verdicts.c.holds.is_not(None)
    status = case(
        (verdicts.c.holds.is_(True), word("identified")),
        (verdicts.c.holds.is_(False), word("not_identified")),
        else_=word("undetermined"),
    )
    columns: dict[str, Column] = {column.key: column for column in verdicts.c}
    columns |= {
        "run_id": bindparam("run_id", type_=Uuid()),
        "status": status,
        "partial": decided & (verdicts.c.missing_count > integer(0)),
        "to_enter": pupils_to_enter(plan.distance, verdicts) if plan.distance else cast(null(), Integer),
        "to_leave": pupils_to_leave(plan.distance, verdicts) if plan.distance else cast(null(), Integer),
    }
    statement: Query = select(*[columns[name].label(name) for name in _COLUMNS])
    return statement


def select_criteria(plan: RulePlan, *, some_schools: bool = False) -> Subquery:
    """Select c{j}, the criteria of every school, with flags and the evidence in its compact form."""
    tests = select_tests(plan, select_states(plan, select_inputs(plan, some_schools=some_schools)))
    columns: list[Column] = [
        tests.c.municipality_id,
        tests.c.school_code,
        func.concat(*[tests.c[f"s{at}"] for at in range(len(plan.cells))]).label("cell_states"),
        _numbers(plan, tests, "n").label("numerators"),
        _numbers(plan, tests, "d").label("denominators"),
        is_small(plan, tests).label("small_n"),
        is_on_boundary(plan, tests).label("boundary"),
        cast(count_missing(plan, tests), SmallInteger).label("missing_count"),
    ]
    for at, criterion in enumerate(plan.criteria):
        columns.append(compile_condition(criterion.condition, plan, tests).label(f"c{at}"))
    if plan.distance:
        columns += add_group_columns(plan, plan.distance, tests)
    return fenced(select(*columns), "criteria", tests.c.school_code)


def _select_verdicts(plan: RulePlan, criteria: Subquery) -> Subquery:
    """Add `holds`, the verdict."""
    states = array([criteria.c[f"c{at}"] for at in range(len(plan.criteria))])
    verdict = compile_condition(plan.verdict, plan, criteria)
    columns = [*criteria.c, states.label("criteria"), verdict.label("holds")]
    return fenced(select(*columns), "verdicts", criteria.c.school_code)


def _numbers(plan: RulePlan, tests: Subquery, letter: str) -> Column:
    """Collect numerators or denominators, null where a cell has none."""
    cells: list[Column] = [
        tests.c[f"{letter}{at}"] if cell.held and cell.kind is not CellKind.answer else null()
        for at, cell in enumerate(plan.cells)
    ]
    return cast(array(cells), ARRAY(Integer))
