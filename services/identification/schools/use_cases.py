"""What the register does."""

from typing import Any, TypeAlias

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.schools import queries
from services.identification.schools.errors import (
    MunicipalityNotFound,
    SchoolMoveUnsupported,
    SchoolNotFound,
    SchoolNotYours,
    SuccessorRefused,
)
from services.identification.schools.schemas import SchoolRead, SchoolWrite
from shared.access.principals import Principal
from shared.changes import Changed, record_change
from shared.database.paging import Page, PageRequest
from shared.http.preconditions import Precondition
from shared.models import Municipality, School
from shared.models.school_values import VALUE_FIELDS
from shared.reference.school_codes import canonical_school_code

SchoolRow: TypeAlias = Row[*tuple[Any, ...]]
"""A school, or a version of one, as a query gives it."""


async def get_school(session: AsyncSession, principal: Principal, code: str) -> SchoolRow:
    """Return the school by either of its codes or raise SchoolNotFound."""
    school = await queries.find_school(session, principal, canonical_school_code(code))
    if school is None:
        raise SchoolNotFound
    return school


def describe_school(principal: Principal, school: SchoolRow) -> SchoolRead:
    """Return the school as the principal reads it, with what it may do."""
    may_save = school.is_municipality_visible and "identification:write" in principal.scopes
    values = school._mapping  # noqa: SLF001 - the documented name of a row as a mapping
    return SchoolRead.model_validate({**values, "allowed_actions": ["save"] if may_save else []})


async def save_school(
    session: AsyncSession, principal: Principal, code: str, wanted: SchoolWrite, precondition: Precondition
) -> bool:
    """Make the register say of the school what is wanted; tell whether the school is new.

    What it says already makes no version.
    """
    key = canonical_school_code(code)
    municipality = await _get_municipality(session, principal, key, wanted.municipality_oktmo)
    # Whoever enters the code first makes the school; anybody else waits here and then edits what he has not seen.
    is_new = await queries.claim_code(session, key, municipality.id)
    if is_new:
        school = School(municipality_id=municipality.id, code=key, printed_code=code, version=0)
    else:
        await _require_home(session, principal, key, municipality)
        school = await queries.lock_school(session, municipality.id, key)
    precondition.require(None if is_new else school.version)
    changed = _list_changes(school, wanted)
    if not changed:
        return False
    if "successor_code" in changed and wanted.successor_code is not None:
        await _check_successor(session, principal, key, wanted.successor_code)
    for column, value in changed.items():
        setattr(school, column, value)
    school.version += 1
    fields = () if is_new else tuple(VALUE_FIELDS[column] for column in changed)
    await queries.store_school(session, school, fields, principal.client_id)
    action = "created" if is_new else "updated"
    await record_change(session, Changed("school", key, action, fields, municipality.id), principal.client_id)
    return is_new


async def _get_municipality(session: AsyncSession, principal: Principal, key: str, oktmo: str) -> Municipality:
    municipality = await queries.find_municipality(session, principal, oktmo)
    if municipality is not None:
        return municipality
    school = await queries.find_school(session, principal, key)
    raise MunicipalityNotFound if school is None or school.is_municipality_visible else SchoolNotYours


async def _require_home(session: AsyncSession, principal: Principal, key: str, municipality: Municipality) -> None:
    school = await get_school(session, principal, key)
    if school.municipality_oktmo != municipality.oktmo:
        raise SchoolMoveUnsupported


def _list_changes(school: School, wanted: SchoolWrite) -> dict[str, Any]:
    """Return the values that differ, by column; the code stays printed as it was first sent."""
    values = {column: getattr(wanted, field) for column, field in VALUE_FIELDS.items() if column != "printed_code"}
    return {column: value for column, value in values.items() if getattr(school, column) != value}


async def _check_successor(session: AsyncSession, principal: Principal, key: str, successor: str) -> None:
    if successor == key:
        raise SuccessorRefused("Школа не может быть своим же правопреемником.")
    if await queries.find_school(session, principal, successor) is None:
        raise SuccessorRefused(f"Школы {successor} нет среди ваших школ: проверьте код.")
    if await queries.leads_to(session, successor, key):
        raise SuccessorRefused(f"Школа {successor} сама присоединена к этой: получился бы круг.")


async def list_school_versions(
    session: AsyncSession, principal: Principal, code: str, page: PageRequest
) -> Page[SchoolRow]:
    """List the versions of a school, latest first, or raise SchoolNotFound."""
    await get_school(session, principal, code)
    return await queries.list_school_versions(session, principal, canonical_school_code(code), page)
