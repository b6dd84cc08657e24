"""What records of the roadmap answer for an object: it goes before the object's own answer, where there is any."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, FromClause, Subquery, Table, and_, case, func, null, select

from shared.indicators.compiling.territory import in_territory
from shared.indicators.definition import Level
from shared.indicators.plan import Cell, IndicatorPlan, Item, Numerator
from shared.models import DerivedValue
from shared.rules.compiling.constants import Column, integer, word

_DERIVED: Table = DerivedValue.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
_PIVOTED = {"y": "answer", "e": "numerator", "t": "denominator", "p": "persons", "x": "actions"}


def pivot_derived(plan: IndicatorPlan, level: Level) -> Subquery | None:
    """Select what records say of the objects of a level: municipality_id, school_code of schools, columns per cell.

    A municipality also has s{i} and q{i} of every item that counts persons once: persons known by key summed over the
    schools, and each of them once.
    """
    columns = [
        _pick(name, cell.support, f"{letter}{at}")
        for at, cell in _list_supported(plan, level)
        for letter, name in _PIVOTED.items()
    ]
    if level == "municipality":
        for at, item in plan.list_items(level):
            if (cell := find_counted_once(plan, item)) is not None:
                support = plan.cells[cell].support
                columns += [_pick("numerator", support, f"s{at}"), _pick("persons", support, f"q{at}")]
    if not columns:
        return None
    keys: list[Column] = [_DERIVED.c.municipality_id]
    keys += [_DERIVED.c.object_code.label("school_code")] if level == "school" else []
    rows = and_(
        in_territory(_DERIVED),
        _DERIVED.c.academic_year == integer(plan.period.academic_year),
        _DERIVED.c.level == word(level),
    )
    bare = (_DERIVED.c.municipality_id, _DERIVED.c.object_code)
    return select(*keys, *columns).where(rows).group_by(*bare).subquery(f"{level}_derived")


def prefer_derived(plan: IndicatorPlan, level: Level, columns: Sequence[Column], derived: FromClause) -> list[Column]:
    """Put what records say in the place of answers; add x{i}, on how many it stands, and u{i}.

    u{i} are the persons, where all are known by key. Both are null where the object's own answer stands. A share needs
    its denominator: that of the records, else that of the answer; more persons than there are say that one of the two
    is wrong, and the answer stands.
    """
    found = {str(column.key): column for column in columns}
    for at, cell in _list_supported(plan, level):
        found |= {str(column.key): column for column in _prefer(at, cell, found, derived)}
    return list(found.values())


def find_supported(item: Item, row: FromClause) -> int | None:
    """Return the cell of which an item sums numbers that records may give; None where there is none."""
    if isinstance(item.numerator, Numerator) and f"x{item.numerator.cell}" in row.c:
        return item.numerator.cell
    return None


def find_counted_once(plan: IndicatorPlan, item: Item) -> int | None:
    """Return the cell whose persons the item counts once though they are of several schools (B29)."""
    if item.derived_flag is None or not isinstance(item.numerator, Numerator):
        return None
    return item.numerator.cell if plan.cells[item.numerator.cell].support else None


def is_repeated(cell: int, row: FromClause) -> Column:
    """Say whether somebody may be counted more than once: heads of several records are added up."""
    return (row.c[f"x{cell}"] > integer(1)) & row.c[f"u{cell}"].is_(None)


def _list_supported(plan: IndicatorPlan, level: Level) -> list[tuple[int, Cell]]:
    return [(at, cell) for at, cell in plan.list_cells(level) if cell.support]


def _pick(name: str, support: str, label: str) -> Column:
    return func.max(_DERIVED.c[name]).filter(_DERIVED.c.element_code == word(support)).label(label)


def _prefer(at: int, cell: Cell, own: dict[str, Column], derived: FromClause) -> list[Column]:
    named: dict[str, Column] = {}
    usable: ColumnElement[bool]
    if cell.kind == "answer":
        usable = derived.c[f"y{at}"].is_not(None)
        named["a"] = func.coalesce(derived.c[f"y{at}"], own[f"a{at}"])
    elif cell.kind == "count":
        usable = derived.c[f"e{at}"].is_not(None)
        named["n"] = func.coalesce(derived.c[f"e{at}"], own[f"n{at}"])
    else:
        whole = func.coalesce(derived.c[f"t{at}"], own[f"d{at}"])
        usable = func.coalesce(derived.c[f"e{at}"] <= whole, False)
        named["n"] = case((usable, derived.c[f"e{at}"]), else_=own[f"n{at}"])
        named["d"] = case((usable, whole), else_=own[f"d{at}"])
    named["x"] = case((usable, derived.c[f"x{at}"]), else_=null())
    named["u"] = case((usable, derived.c[f"p{at}"]), else_=null())
    return [column.label(f"{letter}{at}") for letter, column in named.items()]
