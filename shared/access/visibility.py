"""Which rows a principal sees: every query over tenant tables carries one of these conditions.

Row-level security will stand behind them as a second wall. Its one place is `authenticate`, right after the principal
is known, and the `after_begin` hook of `Database.transaction` for any later transaction of the session: there
`SET LOCAL opora.municipalities = '{…}'` goes out with the ids that `visible_to` would admit. SET LOCAL, because a
session-wide setting lets the next pooled request see foreign rows; not `set_config()`, which Citus does not pass on.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from shared.access.principals import Principal, Territory
from shared.errors import NotFound
from shared.models import Municipality, SchoolDirectory

Column = InstrumentedAttribute[Any] | ColumnElement[Any]


class TerritoryNotFound(NotFound):
    """Такой территории нет, или она вам недоступна. Проверьте уровень и код."""

    code = "territory-not-found"
    title = "Territory not found"


def visible_to(principal: Principal, municipality_id: Column, school_code: Column | None = None) -> ColumnElement[bool]:
    """Return the condition that a tenant row lies in the principal's territories.

    Without a school code the rows belong to the municipality as a whole, and a school sees none of them.
    """
    if principal.sees_everything:
        return true()
    # Aliases, because the statement around may itself select municipalities and would swallow a plain FROM.
    place, directory = aliased(Municipality), aliased(SchoolDirectory)
    conditions: list[ColumnElement[bool]] = []
    if regions := principal.codes("region"):
        conditions.append(municipality_id.in_(select(place.id).where(place.region_code.in_(regions))))
    if municipalities := principal.codes("municipality"):
        conditions.append(municipality_id.in_(select(place.id).where(place.oktmo.in_(municipalities))))
    if (schools := principal.codes("school")) and school_code is not None:
        own = select(directory.municipality_id, directory.code).where(directory.code.in_(schools))
        conditions.append(tuple_(municipality_id, school_code).in_(own))
    return or_(false(), *conditions)


def territory_visible_to(principal: Principal, level: Column, code: Column) -> ColumnElement[bool]:
    """Return the condition that a territory (of a run, say) lies wholly inside one of the principal's."""
    if principal.sees_everything:
        return true()
    regions, municipalities = principal.codes("region"), principal.codes("municipality")
    place, directory = aliased(Municipality), aliased(SchoolDirectory)
    schools_inside = (
        select(directory.code)
        .join(place, place.id == directory.municipality_id)
        .where(or_(place.region_code.in_(regions), place.oktmo.in_(municipalities)))
    )
    return or_(
        and_(level == "region", code.in_(regions)),
        and_(level == "municipality", or_(func.left(code, 2).in_(regions), code.in_(municipalities))),
        and_(level == "school", or_(code.in_(schools_inside), code.in_(principal.codes("school")))),
    )


def territory_meets(principal: Principal, level: Column, code: Column) -> ColumnElement[bool]:
    """Return the condition that a territory (of a list, say) lies inside one of the principal's, or around one.

    Whoever is inside a listed territory may know of the list; which of its schools he sees `visible_to` says.
    """
    if principal.sees_everything:
        return true()
    place, directory = aliased(Municipality), aliased(SchoolDirectory)
    inside = or_(place.oktmo.in_(principal.codes("municipality")), directory.code.in_(principal.codes("school")))
    around = select(place).outerjoin(directory, directory.municipality_id == place.id).where(inside)
    return or_(
        territory_visible_to(principal, level, code),
        level == "federal",
        and_(level == "region", code.in_(around.with_only_columns(place.region_code))),
        and_(level == "municipality", code.in_(around.with_only_columns(place.oktmo))),
    )


async def can_see_territory(session: AsyncSession, principal: Principal, territory: Territory) -> bool:
    """Tell whether a territory lies wholly inside one of the principal's."""
    condition = territory_visible_to(principal, literal(territory.level), literal(territory.code or ""))
    return bool(await session.scalar(select(condition)))


async def require_territory(session: AsyncSession, principal: Principal, territory: Territory) -> None:
    """Raise TerritoryNotFound unless the principal sees the whole territory: a foreign one does not exist for it."""
    if not await can_see_territory(session, principal, territory):
        raise TerritoryNotFound
