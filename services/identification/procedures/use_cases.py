"""What is done with procedures: read them, say what is known of a year."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.procedures import queries
from services.identification.procedures.errors import ProcedureNotFound, ProcedureSessionNotFound
from services.identification.procedures.schemas import (
    ProcedureDetails,
    ProcedureRead,
    ProcedureSessionRead,
    ProcedureSessionWrite,
)
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.http.preconditions import Precondition, VersionExpected
from shared.models import Procedure, ProcedureSession
from shared.reference.academic_years import format_academic_year

SESSION = "procedure_session"
"""Kind of object under which changes of sessions are recorded."""


def name_session(code: str, academic_year: int) -> str:
    """Return the natural key under which changes of a session are recorded."""
    return f"{code}/{format_academic_year(academic_year)}"


async def get_procedure(session: AsyncSession, code: str) -> Procedure:
    """Return a procedure or raise ProcedureNotFound."""
    procedure = await queries.find_procedure(session, code)
    if procedure is None:
        raise ProcedureNotFound
    return procedure


async def get_procedure_session(session: AsyncSession, code: str, academic_year: int) -> ProcedureSession:
    """Return what is known of a procedure in a year; raise ProcedureNotFound or ProcedureSessionNotFound."""
    await get_procedure(session, code)
    found = await queries.find_session(session, code, academic_year)
    if found is None:
        raise ProcedureSessionNotFound
    return found


async def update_procedure_session(
    session: AsyncSession,
    key: tuple[str, int],
    wanted: ProcedureSessionWrite,
    precondition: Precondition,
    client_id: UUID,
) -> ProcedureSession:
    """Record what is known of a procedure in a year; the same again changes nothing.

    Runs take it up from now on. What stands recorded here is never overwritten by a newer build.
    """
    await get_procedure(session, key[0])
    stored = await queries.lock_session(session, *key)
    precondition.require(stored.version if stored else None)
    columns = wanted.as_columns()
    if stored is None:
        changed = tuple(columns)
        own = {"procedure_code": key[0], "academic_year": key[1], "built_in": False, "version": 1}
        if not await queries.add_session(session, columns | own | {"updated_at": utc_now()}):
            raise VersionExpected
    else:
        changed = tuple(name for name, value in columns.items() if getattr(stored, name) != value)
        for name in changed:
            setattr(stored, name, columns[name])
        if changed:
            stored.built_in, stored.version, stored.updated_at = False, stored.version + 1, utc_now()
    if changed:
        action = "updated" if stored else "created"
        await record_change(session, Changed(SESSION, name_session(*key), action, changed), client_id)
    return await get_procedure_session(session, *key)


def describe_session(found: ProcedureSession, actions: Sequence[str]) -> ProcedureSessionRead:
    """Return a session as people read it."""
    threshold = {"value": found.threshold_value, "unit": found.threshold_unit, "note": found.threshold_note}
    return ProcedureSessionRead.model_validate(
        {
            "procedure": found.procedure_code,
            "academic_year": format_academic_year(found.academic_year),
            "held": found.held,
            "rounds": found.rounds,
            "held_from": min((period["held_from"] for period in found.rounds), default=None),
            "held_to": max((period["held_to"] for period in found.rounds), default=None),
            "threshold": None if found.threshold_value is None else threshold,
            "attribution": found.attribution,
            "source": found.source,
            "certainty": found.certainty,
            "built_in": found.built_in,
            "version": found.version,
            "updated_at": found.updated_at,
            "allowed_actions": actions,
        }
    )


async def describe_procedure(session: AsyncSession, procedure: Procedure, actions: Sequence[str]) -> ProcedureDetails:
    """Return a procedure with all its sessions."""
    sessions = [describe_session(found, actions) for found in await queries.list_all_sessions(session, procedure.code)]
    return ProcedureDetails(**ProcedureRead.model_validate(procedure).model_dump(), sessions=sessions)
