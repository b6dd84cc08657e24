"""Which schools are listed in an academic year: the sets that all three services count with.

In force is what is published and not superseded. For each municipality and category one list counts: a document
before a calculated one (B13); of two documents, or two calculated ones, whose territories both cover it, the one of the
later order, and of one day the narrower one. A school on two lists is one school (B23).
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Subquery, Text, case, func, literal, select, union_all
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from shared.models import ListedSchool, Municipality, SchoolList
from shared.reference.categories import Category

_NARROWEST_FIRST = ("municipality", "region", "federal")


def select_lists_in_force(
    academic_year: int, *, categories: Sequence[Category] = (), basis: str | None = None
) -> Subquery:
    """Return the list that counts: municipality_id, category, basis, list_id, one row a municipality and category.

    `academic_year` is the calendar year in which it begins. With a basis only lists of that basis are looked at.
    """
    places = select_places().subquery("places")
    successor = aliased(SchoolList)
    statement = (
        select(
            places.c.municipality_id,
            SchoolList.category,
            SchoolList.basis,
            SchoolList.id.label("list_id"),
        )
        .ext(distinct_on(places.c.municipality_id, SchoolList.category))
        .join_from(SchoolList, places, _covers(places))
        .where(
            SchoolList.academic_year == academic_year,
            SchoolList.state == "published",
            ~select(successor.id).where(successor.supersedes_id == SchoolList.id).exists(),
        )
        .order_by(
            places.c.municipality_id,
            SchoolList.category,
            (SchoolList.basis == "document").desc(),
            SchoolList.order_date.desc(),
            case({level: place for place, level in enumerate(_NARROWEST_FIRST)}, value=SchoolList.territory_level),
        )
    )
    if categories:
        statement = statement.where(SchoolList.category.in_([category.value for category in categories]))
    if basis is not None:
        statement = statement.where(SchoolList.basis == basis)
    return statement.subquery("lists_in_force")


def select_listed_schools(academic_year: int, *, categories: Sequence[Category] = ()) -> Subquery:
    """Return the listed schools: municipality_id, school_code, category, basis, list_id; a category a row.

    Whoever counts schools over several categories counts distinct (municipality_id, school_code).
    """
    in_force = select_lists_in_force(academic_year, categories=categories)
    return (
        select(
            ListedSchool.municipality_id,
            ListedSchool.school_code,
            in_force.c.category,
            in_force.c.basis,
            in_force.c.list_id,
        )
        .join_from(in_force, ListedSchool, of_list_in_force(in_force))
        .subquery("listed_schools")
    )


def of_list_in_force(in_force: Subquery) -> ColumnElement[bool]:
    """Return the condition that a listed school stands on the list that counts in its municipality."""
    return (ListedSchool.municipality_id == in_force.c.municipality_id) & (ListedSchool.list_id == in_force.c.list_id)


def select_places() -> CompoundSelect[*tuple[Any, ...]]:
    """Return the territories that cover each municipality: municipality_id, level, code; three rows each."""
    return union_all(
        select(Municipality.id.label("municipality_id"), _level("federal"), literal(None, Text).label("code")),
        select(Municipality.id, _level("region"), Municipality.region_code),
        select(Municipality.id, _level("municipality"), Municipality.oktmo),
    )


def _level(word: str) -> ColumnElement[str]:
    return literal(word, Text).label("level")


def _covers(places: Subquery) -> ColumnElement[bool]:
    # Equal on both sides, so that the server hashes instead of comparing every list with every municipality.
    return (SchoolList.territory_level == places.c.level) & (
        func.coalesce(SchoolList.territory_code, "") == func.coalesce(places.c.code, "")
    )
