"""The whole statement: inputs → contributions → values of schools, municipalities and regions → totals."""

from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    CompoundSelect,
    Integer,
    Subquery,
    Table,
    Text,
    bindparam,
    case,
    cast,
    func,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import array

from shared.indicators.compiling.contributions import select_contributions
from shared.indicators.compiling.rolls import RollSource
from shared.indicators.compiling.rows import COLUMNS, unpivot
from shared.indicators.compiling.sources import pivot_municipal_values, select_inputs
from shared.indicators.compiling.values import describe_municipal_value, describe_school_value, select_sums
from shared.indicators.plan import IndicatorPlan
from shared.models import Municipality
from shared.rules.compiling.constants import Column, Query, integer, truth, word

_MUNICIPALITY: Table = Municipality.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
TOTAL = -1
"""The `item` of a total."""
ENGINE_VERSION = "1"
"""Changes whenever the same inputs could come to another value; every stored computation names its own."""


def compile_indicators(plan: IndicatorPlan, rolls: RollSource) -> CompoundSelect[*tuple[Any, ...]]:
    """Compile a plan to one query: level, municipality_id, code and the columns of `COLUMNS`.

    Parameters: `municipality_ids`, `pack_code`, `period`, and those of the rolls. A row whose `item` is -1 is a total:
    `points` are its points, `denominator` its maximum.
    """
    contributions = select_contributions(plan, select_inputs(plan, rolls)).cte("contributions")
    parts = [_school_values(plan, contributions), _municipal_values(plan, contributions)]
    found = union_all(*[part for part in parts if part is not None]).cte("found_values")
    columns = [found.c[name] for name in ("level", "municipality_id", "code", *COLUMNS)]
    return union_all(select(*columns), _totals(plan, found), _regions(plan, found))


def _school_values(plan: IndicatorPlan, contributions: CTE) -> Query | None:
    described = [(at, describe_school_value(at, item, contributions)) for at, item in plan.list_items("school")]
    if not described:
        return None
    found = unpivot(described)
    key = (word("school").label("level"), contributions.c.municipality_id, contributions.c.school_code.label("code"))
    return select(*key, *found.c).select_from(contributions.join(found, truth(value=True)))


def _municipal_values(plan: IndicatorPlan, contributions: CTE) -> Query | None:
    if not plan.list_items("municipality"):
        return None
    row = select_municipal_row(plan, contributions)
    described = [(at, describe_municipal_value(at, item, row)) for at, item in plan.list_items("municipality")]
    found = unpivot(described)
    key = (word("municipality").label("level"), row.c.municipality_id, row.c.code)
    return select(*key, *found.c).select_from(row.join(found, truth(value=True)))


def select_municipal_row(plan: IndicatorPlan, contributions: CTE) -> Subquery:
    """Put the sums of a municipality beside its own answers; where it has no schools, its sums are 0."""
    sums, own = select_sums(plan, contributions), pivot_municipal_values(plan)
    source = _MUNICIPALITY.outerjoin(sums, sums.c.municipality_id == _MUNICIPALITY.c.id)
    columns: list[Column] = [_MUNICIPALITY.c.id.label("municipality_id"), _MUNICIPALITY.c.oktmo.label("code")]
    for column in sums.c:
        if column.key != "municipality_id":
            is_answer = column.key.startswith("holds")
            columns.append(column if is_answer else func.coalesce(column, integer(0)).label(column.key))
    if own is not None:
        source = source.outerjoin(own, own.c.municipality_id == _MUNICIPALITY.c.id)
        columns += [column for column in own.c if column.key != "municipality_id"]
    here = _MUNICIPALITY.c.id == func.any(bindparam("municipality_ids", type_=ARRAY(Integer)))
    # Sorted, so that the planner keeps the row as it is instead of computing every column again where it is used.
    return select(*columns).select_from(source).where(here).order_by(_MUNICIPALITY.c.id).subquery("municipal")


def _totals(plan: IndicatorPlan, found: CTE) -> Query:
    """Add up the points of an object; incomplete where a row of its maximum has none yet."""
    incomplete = func.bool_or(found.c.in_maximum & found.c.points.is_(None))
    columns: dict[str, Column] = {
        "item": integer(TOTAL),
        "denominator": func.count().filter(found.c.in_maximum),
        "points": func.coalesce(func.sum(found.c.points), integer(0)),
        "flags": case((incomplete, array([word("incomplete")])), else_=_no_flags()),
    }
    scored = [integer(at) for at, item in enumerate(plan.items) if item.points is not None]
    key = (found.c.level, found.c.municipality_id, found.c.code)
    return select(*key, *_filled(columns)).where(found.c.item.in_(scored)).group_by(*key)


def _regions(plan: IndicatorPlan, found: CTE) -> Query:
    """Sum up municipalities of a region: numerators over denominators, counts, factors, who says yes of how many."""
    answers = [integer(at) for at, item in enumerate(plan.items) if item.kind == "answer"]
    is_answer = found.c.item.in_(answers)
    denominator = case((is_answer, func.count()), else_=func.sum(found.c.denominator))
    gaps = func.bool_or(found.c.reason.in_([word("no_list"), word("unanswered")]))
    incomplete = gaps | func.bool_or(word("incomplete") == func.any(found.c.flags))
    columns: dict[str, Column] = {
        "item": found.c.item,
        "numerator": case(
            (is_answer, func.count().filter(found.c.answer == word("yes"))), else_=func.sum(found.c.numerator)
        ),
        "denominator": denominator,
        "flags": case((incomplete, array([word("incomplete")])), else_=_no_flags()),
        "reason": case((denominator == integer(0), word("nobody")), else_=null()),
        "missing_schools": func.sum(found.c.missing_schools),
        "factors": array([func.sum(found.c.factors[at + 1]) for at in range(_count_factors(plan))]),
    }
    key = (word("region").label("level"), cast(null(), Integer), _MUNICIPALITY.c.region_code)
    return (
        select(*key, *_filled(columns))
        .join_from(found, _MUNICIPALITY, _MUNICIPALITY.c.id == found.c.municipality_id)
        .where(found.c.level == word("municipality"))
        .group_by(_MUNICIPALITY.c.region_code, found.c.item)
    )


def _count_factors(plan: IndicatorPlan) -> int:
    return max((len(item.factors) for item in plan.items), default=0)


def _filled(columns: dict[str, Column]) -> list[Column]:
    return [cast(columns.get(name, null()), kind).label(name) for name, kind in COLUMNS.items()]


def _no_flags() -> Column:
    return cast(array([]), ARRAY(Text))
