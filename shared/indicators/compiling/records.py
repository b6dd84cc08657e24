"""What a computation keeps: one row an object, its values in arrays beside what they stand on.

The same stages as the statement that is read value by value, without turning items into rows and back.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CompoundSelect,
    FromClause,
    Integer,
    Text,
    Uuid,
    case,
    cast,
    func,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.types import TypeEngine

from shared.indicators.compiling.contributions import select_contributions
from shared.indicators.compiling.rolls import RollSource
from shared.indicators.compiling.rows import Value, raise_flags, score, sum_points, tell_reason
from shared.indicators.compiling.sources import select_inputs
from shared.indicators.compiling.statement import select_municipal_row
from shared.indicators.compiling.values import describe_municipal_value, describe_school_value
from shared.indicators.definition import Level
from shared.indicators.plan import Cell, IndicatorPlan, Source
from shared.rules.compiling.constants import Column, Query, truth, word

_ARRAYS: dict[str, TypeEngine[Any]] = {
    "numerators": BigInteger(),
    "denominators": BigInteger(),
    "points": Integer(),
    "in_maximum": Boolean(),
    "flags": Text(),
    "reasons": Text(),
    "answered": Boolean(),
    "missing_schools": Integer(),
    "factors": Integer(),
    "counted": Boolean(),
    "added_numerators": Integer(),
    "added_denominators": Integer(),
    "missing": Boolean(),
    "cell_numerators": Integer(),
    "cell_denominators": Integer(),
    "cell_actions": Integer(),
    "cell_persons": Integer(),
    "rolls": Boolean(),
    "criteria": Boolean(),
    "campaign_ids": Uuid(),
}
ANSWERS = {"y": "yes", "n": "no", "a": "not_applicable"}
"""Letter → answer; any other letter is none."""
_LETTERS = ("answers", "cell_answers")
RECORD_COLUMNS = ("municipality_id", "level", "object_code", *_ARRAYS, *_LETTERS, "total", "maximum", "incomplete")
"""The columns of `compile_records`, which are those of `computed_values`."""

_Cells = dict[str, list[Column]]


def compile_records(plan: IndicatorPlan, rolls: RollSource) -> CompoundSelect[*tuple[Any, ...]]:
    """Compile a plan to one query: a row for every school and municipality with the columns of `RECORD_COLUMNS`.

    Parameters: those of `compile_indicators`.
    """
    schools = select_contributions(plan, select_inputs(plan, rolls)).cte("contributions")
    towns = select_municipal_row(plan, schools)
    school_values = [describe_school_value(at, item, schools) for at, item in plan.list_items("school")]
    town_values = [describe_municipal_value(at, item, towns) for at, item in plan.list_items("municipality")]
    evidence = _evidence(plan, "school", schools) | _contributions(plan, schools) | _lists(plan, schools)
    return union_all(
        _record("school", schools, schools.c.school_code, _values(school_values) | evidence, school_values),
        _record(
            "municipality",
            towns,
            towns.c.code,
            _values(town_values) | _evidence(plan, "municipality", towns),
            town_values,
        ),
    )


def _record(level: Level, row: FromClause, code: Column, cells: _Cells, values: Sequence[Value]) -> Query:
    columns: dict[str, Column] = {
        "municipality_id": row.c.municipality_id,
        "level": word(level),
        "object_code": code,
        **{name: cast(array(cells.get(name, [])), ARRAY(kind)) for name, kind in _ARRAYS.items()},
        **{name: _spell(cells.get(name, [])) for name in _LETTERS},
        **_total(values),
    }
    return select(*[columns[name].label(name) for name in RECORD_COLUMNS])


def _values(values: Sequence[Value]) -> _Cells:
    scored = [score(value) for value in values]
    return {
        "numerators": [value.numerator for value in values],
        "denominators": [value.denominator for value in values],
        "answers": [value.answer for value in values],
        "points": [points for points, _ in scored],
        "in_maximum": [in_maximum for _, in_maximum in scored],
        "flags": [_join(raise_flags(value)) for value in values],
        "reasons": [tell_reason(value) for value in values],
        "answered": [value.answered for value in values],
        "missing_schools": [value.missing for value in values],
        "factors": [factor for value in values for factor in value.factors],
    }


def _spell(answers: Sequence[Column]) -> Column:
    """Write one letter an answer: rows of many answers stay short enough to be kept as they are."""
    letters = [
        case(*[(answer == word(told), word(letter)) for letter, told in ANSWERS.items()], else_=word("-"))
        for answer in answers
    ]
    return func.concat(null(), *letters)


def _join(words: Sequence[Column]) -> Column:
    return func.nullif(func.concat_ws(" ", *words), "") if words else null()


def _total(values: Sequence[Value]) -> dict[str, Column]:
    """Add up the points; null where nothing of the level is scored."""
    if not any(value.item.points is not None for value in values):
        nothing = cast(null(), Integer)
        return {"total": nothing, "maximum": nothing, "incomplete": truth(value=False)}
    total, maximum, incomplete = sum_points(values)
    return {"total": cast(total, Integer), "maximum": cast(maximum, Integer), "incomplete": incomplete}


def _contributions(plan: IndicatorPlan, row: FromClause) -> _Cells:
    names = {"counted": "in", "added_numerators": "add", "added_denominators": "of", "missing": "gap"}
    return {name: [row.c[f"{short}{at}"] for at, _ in plan.list_summed_items()] for name, short in names.items()}


def _evidence(plan: IndicatorPlan, level: Level, row: FromClause) -> _Cells:
    cells = plan.list_cells(level)
    names = {"cell_answers": "a", "cell_numerators": "n", "cell_denominators": "d"}
    found: _Cells = {name: [_cell(letter, at, cell, row) for at, cell in cells] for name, letter in names.items()}
    for name, letter in {"cell_actions": "x", "cell_persons": "u"}.items():
        found[name] = [row.c[f"{letter}{at}"] if cell.support else null() for at, cell in cells]
    asked = any(cell.source is Source.value for _, cell in cells)
    found["campaign_ids"] = [row.c[f"k{at}"] if asked else null() for at in range(len(plan.sets))]
    return found


def _cell(letter: str, at: int, cell: Cell, row: FromClause) -> Column:
    return row.c[f"{letter}{at}"] if letter in cell.letters else null()


def _lists(plan: IndicatorPlan, row: FromClause) -> _Cells:
    everybody = truth(value=True)
    rolls = [row.c[f"g{at}"] if roll.categories else everybody for at, roll in enumerate(plan.rolls)]
    criteria: list[Column] = [
        row.c[f"r{at}c{position}"] for at, rule in enumerate(plan.rules) for position in range(len(rule.criteria))
    ]
    return {"rolls": rolls, "criteria": criteria}
