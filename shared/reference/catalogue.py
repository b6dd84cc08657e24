"""The procedures with their sessions as the database knows them now: people may have edited them."""

from sqlalchemy import not_, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import ProcedureSession
from shared.reference.procedures import ProcedureCatalogue, load_procedures


async def read_catalogue(session: AsyncSession) -> ProcedureCatalogue:
    """Return the procedures of this build and the sessions not held according to the database."""
    statement = select(ProcedureSession.procedure_code, ProcedureSession.academic_year)
    rows = await session.execute(statement.where(not_(ProcedureSession.held)))
    return ProcedureCatalogue(load_procedures().procedures, frozenset((code, year) for code, year in rows))
