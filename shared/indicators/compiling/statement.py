"""The whole statement: inputs → contributions → values of schools, municipalities and regions → totals."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import (
    ARRAY,
    CTE,
    CompoundSelect,
    Integer,
    Table,
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
from shared.indicators.compiling.derived import pivot_derived, prefer_derived
from shared.indicators.compiling.rolls import RollSource
from shared.indicators.compiling.rows import Value, fill, incomplete_where, select_total, select_values
from shared.indicators.compiling.sources import pivot_municipal_values, select_inputs
from shared.indicators.compiling.values import describe_municipal_value, describe_school_value, select_sums
from shared.indicators.plan import IndicatorPlan
from shared.models import Municipality
from shared.rules.compiling.constants import Column, Query, integer, word

_MUNICIPALITY: Table = Municipality.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
_Rows: TypeAlias = Query | CompoundSelect[*tuple[Any, ...]]
ENGINE_VERSION = "1"
"""Changes whenever the same inputs could come to another value; every stored computation names its own."""


def compile_indicators(plan: IndicatorPlan, rolls: RollSource) -> CompoundSelect[*tuple[Any, ...]]:
    """Compile a plan to one query: level, municipality_id, code and the columns of `COLUMNS`.

    Parameters: `municipality_ids`, `pack_code`, `period`, and those of the rolls. A row whose `item` is -1 is a total:
    `points` are its points, `denominator` its maximum.
    """
    contributions = select_contributions(plan, select_inputs(plan, rolls)).cte("contributions")
    return union_all(*_of_schools(plan, contributions), *_of_municipalities(plan, contributions))


def _of_schools(plan: IndicatorPlan, row: CTE) -> list[_Rows]:
    described = [(at, describe_school_value(at, item, row)) for at, item in plan.list_items("school")]
    key = (word("school").label("level"), row.c.municipality_id, row.c.school_code.label("code"))
    return _select_level(key, described) if described else []


def _of_municipalities(plan: IndicatorPlan, contributions: CTE) -> list[_Rows]:
    if not plan.list_items("municipality"):
        return []
    row = select_municipal_row(plan, contributions)
    described = [(at, describe_municipal_value(at, item, row)) for at, item in plan.list_items("municipality")]
    key = (word("municipality").label("level"), row.c.municipality_id, row.c.code)
    values, *totals = _select_level(key, described)
    found = values.cte("municipal_values")
    return [select(*found.c), *totals, _regions(plan, found)]


def _select_level(key: Sequence[Column], described: Sequence[tuple[int, Value]]) -> list[_Rows]:
    is_scored = any(value.item.points is not None for _, value in described)
    return [select_values(key, described), *([select_total(key, described)] if is_scored else [])]


def select_municipal_row(plan: IndicatorPlan, contributions: CTE) -> CTE:
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
    if (derived := pivot_derived(plan, "municipality")) is not None:
        source = source.outerjoin(derived, derived.c.municipality_id == _MUNICIPALITY.c.id)
        columns = prefer_derived(plan, "municipality", columns, derived)
        columns += [column for column in derived.c if column.key[0] in "sq"]
    here = _MUNICIPALITY.c.id == func.any(bindparam("municipality_ids", type_=ARRAY(Integer)))
    # Sorted, so that the planner keeps the row as it is instead of computing every column again where it is used.
    return select(*columns).select_from(source).where(here).order_by(_MUNICIPALITY.c.id).cte("municipal")


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
        "flags": incomplete_where(incomplete),
        "reason": case((denominator == integer(0), word("nobody")), else_=null()),
        "missing_schools": func.sum(found.c.missing_schools),
        "factors": array([func.sum(found.c.factors[at + 1]) for at in range(_count_factors(plan))]),
    }
    key = (word("region").label("level"), cast(null(), Integer), _MUNICIPALITY.c.region_code)
    return (
        select(*key, *fill(columns))
        .join_from(found, _MUNICIPALITY, _MUNICIPALITY.c.id == found.c.municipality_id)
        .group_by(_MUNICIPALITY.c.region_code, found.c.item)
    )


def _count_factors(plan: IndicatorPlan) -> int:
    return max((len(item.factors) for item in plan.items), default=0)
