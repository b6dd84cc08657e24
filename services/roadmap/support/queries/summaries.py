"""What actions came to: persons by key once, the others by head."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, exists, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Municipality, School, SupportAction
from shared.support.counting import COUNTED, Ground, ground_parameters
from shared.support.kinds import PersonRole, SupportKind

_GROUNDS = tuple(Ground(f"{kind}/{role}", kind, role) for kind in SupportKind for role in PersonRole)
_COUNTS = text(
    f"""
    WITH {COUNTED}
    SELECT school_code, split_part(element, '/', 1) AS kind, split_part(element, '/', 2) AS role,
        actions, persons, not_deduplicated
    FROM counted
    WHERE school_code = ANY(CAST(:school_codes AS text[]))
    ORDER BY school_code, element
    """  # noqa: S608 - a constant of ours
)


async def list_supported_schools(
    session: AsyncSession, principal: Principal, oktmo: str, academic_year: int, page: PageRequest
) -> Page[School]:
    """List the schools of a municipality that the principal sees and that were supported in a year, by code."""
    supported = exists().where(
        SupportAction.municipality_id == School.municipality_id,
        SupportAction.school_code == School.code,
        SupportAction.academic_year == academic_year,
        SupportAction.state == "recorded",
    )
    statement = (
        select(School)
        .join(Municipality, Municipality.id == School.municipality_id)
        .where(Municipality.oktmo == oktmo, supported, visible_to(principal, School.municipality_id, School.code))
    )
    return await fetch_page(session, statement, [ascending(School.code)], page)


async def list_counts(
    session: AsyncSession, schools: Sequence[School], academic_year: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return what the actions of a year came to, by school, kind and role."""
    given = {
        "municipality_ids": sorted({school.municipality_id for school in schools}),
        "academic_years": [academic_year],
        "school_codes": [school.code for school in schools],
    }
    return (await session.execute(_COUNTS, given | ground_parameters(_GROUNDS))).all()
