"""Every SQL statement of procedures."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Procedure, ProcedureSession


async def list_procedures(session: AsyncSession, page: PageRequest) -> Page[Procedure]:
    """List the procedures by code."""
    return await fetch_page(session, select(Procedure), [ascending(Procedure.code)], page)


async def find_procedure(session: AsyncSession, code: str) -> Procedure | None:
    """Return a procedure; None where there is none of this code."""
    return await session.get(Procedure, code)


async def list_all_sessions(session: AsyncSession, code: str) -> list[ProcedureSession]:
    """Return all that is known of a procedure, by year: at most one row a year."""
    statement = select(ProcedureSession).where(ProcedureSession.procedure_code == code)
    return list(await session.scalars(statement.order_by(ProcedureSession.academic_year)))


async def list_sessions(session: AsyncSession, code: str, page: PageRequest) -> Page[ProcedureSession]:
    """List what is known of a procedure, by year."""
    statement = select(ProcedureSession).where(ProcedureSession.procedure_code == code)
    return await fetch_page(session, statement, [ascending(ProcedureSession.academic_year)], page)


async def find_session(session: AsyncSession, code: str, academic_year: int) -> ProcedureSession | None:
    """Return what is known of a procedure in a year."""
    return await session.get(ProcedureSession, (code, academic_year))


async def lock_session(session: AsyncSession, code: str, academic_year: int) -> ProcedureSession | None:
    """Return what is known of a procedure in a year, for the length of the transaction as it is."""
    return await session.get(ProcedureSession, (code, academic_year), with_for_update=True)


async def add_session(session: AsyncSession, columns: Mapping[str, object]) -> bool:
    """Write a session unless somebody else just did; say whether it was written."""
    added = insert(ProcedureSession).values(columns).on_conflict_do_nothing().returning(ProcedureSession.version)
    return await session.scalar(added) is not None
