"""Where the statement reads which schools are listed: from rows of a file, or from the published lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ARRAY, FromClause, SmallInteger, Table, Text, bindparam, cast, column, func, select, union_all

from shared.listed_schools import select_listed_schools, select_lists_in_force
from shared.models import Municipality, School
from shared.rules.compiling.constants import integer

_SCHOOL: Table = School.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
_MUNICIPALITY: Table = Municipality.__table__  # type: ignore[assignment]  # the same


@dataclass(frozen=True, slots=True)
class RollSource:
    """Two relations: who is listed, and where there is a list at all.

    `listed`: municipality_id, school_code, academic_year, category. `known`: municipality_id, academic_year, category;
    without such a row nobody knows whether a school is listed.
    """

    listed: FromClause
    known: FromClause


def given_rolls() -> RollSource:
    """Read the lists from parameters of the statement, see `roll_parameters`: a list given is the whole list."""
    rows = (
        func.unnest(
            bindparam("roll_schools", type_=ARRAY(Text)),
            bindparam("roll_years", type_=ARRAY(SmallInteger)),
            bindparam("roll_categories", type_=ARRAY(Text)),
        )
        .table_valued(column("code", Text), column("academic_year", SmallInteger), column("category", Text))
        .render_derived("given")
    )
    kinds = (
        func.unnest(
            bindparam("known_years", type_=ARRAY(SmallInteger)), bindparam("known_categories", type_=ARRAY(Text))
        )
        .table_valued(column("academic_year", SmallInteger), column("category", Text))
        .render_derived("kinds")
    )
    listed = select(
        _SCHOOL.c.municipality_id, _SCHOOL.c.code.label("school_code"), rows.c.academic_year, rows.c.category
    ).join_from(rows, _SCHOOL, _SCHOOL.c.code == rows.c.code)
    known = select(_MUNICIPALITY.c.id.label("municipality_id"), kinds.c.academic_year, kinds.c.category)
    known = known.select_from(_MUNICIPALITY.join(kinds, _MUNICIPALITY.c.id.is_not(None)))
    return RollSource(listed.subquery("listed_schools"), known.subquery("known_lists"))


def published_rolls(academic_years: Iterable[int]) -> RollSource:
    """Read the lists in force of these years: what is published counts, documents before calculated lists (B13)."""
    listed, known = [], []
    for year in sorted(set(academic_years)):
        schools, lists = select_listed_schools(year), select_lists_in_force(year)
        of_year = cast(integer(year), SmallInteger).label("academic_year")
        listed.append(select(schools.c.municipality_id, schools.c.school_code, of_year, schools.c.category))
        known.append(select(lists.c.municipality_id, of_year, lists.c.category))
    return RollSource(union_all(*listed).subquery("listed_schools"), union_all(*known).subquery("known_lists"))


def roll_parameters(
    listed: Iterable[tuple[str, int, str]], known: Iterable[tuple[int, str]]
) -> Mapping[str, list[str] | list[int]]:
    """Prepare the parameters of `given_rolls`: (school code, academic year, category) and (academic year, category)."""
    rows, kinds = sorted(set(listed)), sorted(set(known))
    return {
        "roll_schools": [code for code, _, _ in rows],
        "roll_years": [year for _, year, _ in rows],
        "roll_categories": [category for _, _, category in rows],
        "known_years": [year for year, _ in kinds],
        "known_categories": [category for _, category in kinds],
    }
