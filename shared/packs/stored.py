"""The packs of the database, as every service reads them."""

from sqlalchemy import ARRAY, ColumnElement, Integer, Select, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Pack


async def find_pack(session: AsyncSession, code: str, version: str) -> Pack | None:
    """Return a version of a pack; None where there is none."""
    return await session.get(Pack, (code, version))


async def find_pack_in_force(session: AsyncSession, code: str, academic_year: int) -> Pack | None:
    """Return the approved version by which the work of the year is done; None where nothing is approved."""
    return (await session.scalars(select_pack_in_force(literal(code), literal(academic_year)))).one_or_none()


def select_pack_in_force(code: ColumnElement[str], academic_year: ColumnElement[int]) -> Select[Pack]:
    """Select the version in force; code and year may be columns of a statement around.

    The one valid from the latest year that has begun by then, of several the newest; of years before all of them the
    first.
    """
    numbers = cast(func.string_to_array(Pack.version, "."), ARRAY(Integer))
    nearest = [(Pack.valid_from <= academic_year).desc(), func.abs(Pack.valid_from - academic_year), numbers.desc()]
    return select(Pack).where(Pack.code == code, Pack.state == "approved").order_by(*nearest).limit(1)
