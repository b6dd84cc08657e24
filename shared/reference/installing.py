"""Puts the reference data that come with the product into the database."""

from sqlalchemy import Table, delete, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.models import Procedure, ProcedureNotHeld, Region
from shared.reference.procedures import load_procedures
from shared.reference.regions import load_regions


async def install_reference(connection: AsyncConnection) -> None:
    """Make regions, procedures and sessions not held equal to those of this build; rows of others stay."""
    catalogue = load_procedures()
    await _upsert(
        connection, Region, [{"code": region.code, "name": region.name} for region in load_regions().values()]
    )
    await _upsert(connection, Procedure, [procedure.model_dump() for procedure in catalogue.procedures.values()])
    not_held = [
        {"procedure_code": session.procedure, "academic_year": session.start_year, "source": session.source}
        for session in catalogue.sessions_not_held
    ]
    await _upsert(connection, ProcedureNotHeld, not_held)
    current = [(row["procedure_code"], row["academic_year"]) for row in not_held]
    key = tuple_(ProcedureNotHeld.procedure_code, ProcedureNotHeld.academic_year)
    await connection.execute(delete(ProcedureNotHeld).where(key.not_in(current)))


async def _upsert(
    connection: AsyncConnection, model: type[Region | Procedure | ProcedureNotHeld], rows: list[dict[str, object]]
) -> None:
    table = model.__table__
    assert isinstance(table, Table), "models map tables"
    statement = insert(table).values(rows)
    changed = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    await connection.execute(statement.on_conflict_do_update(constraint=table.primary_key, set_=changed))
