"""Puts the reference data that come with the product into the database."""

from sqlalchemy import Table, and_, delete, func, or_, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.models import Procedure, ProcedureSession, Region
from shared.reference.procedures import load_procedures
from shared.reference.regions import load_regions
from shared.reference.sessions import load_sessions


async def install_reference(connection: AsyncConnection) -> None:
    """Make regions, procedures and their sessions equal to those of this build; what people entered stays."""
    regions, procedures = load_regions().values(), load_procedures().procedures.values()
    await _upsert(connection, Region, [{"code": region.code, "name": region.name} for region in regions])
    await _upsert(connection, Procedure, [procedure.model_dump() for procedure in procedures])
    await _renew_sessions(connection)


async def _upsert(connection: AsyncConnection, model: type[Region | Procedure], rows: list[dict[str, object]]) -> None:
    table = model.__table__
    assert isinstance(table, Table), "models map tables"
    statement = insert(table).values(rows)
    changed = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    await connection.execute(statement.on_conflict_do_update(constraint=table.primary_key, set_=changed))


async def _renew_sessions(connection: AsyncConnection) -> None:
    """Renew the sessions that nobody edited; a row that changes gets a new version, so that its ETag changes too."""
    known = load_sessions()
    facts = {key: session.as_columns() for key, session in known.items()}
    own = {"built_in": True, "version": 1, "updated_at": func.now()}
    statement = insert(ProcedureSession).values(
        [{"procedure_code": code, "academic_year": year} | facts[code, year] | own for code, year in facts]
    )
    columns = list(next(iter(facts.values())))
    stored, brought = ProcedureSession.__table__.c, statement.excluded
    renewed = {name: brought[name] for name in [*columns, "updated_at"]} | {"version": stored.version + 1}
    differs = or_(*(stored[name].is_distinct_from(brought[name]) for name in columns))
    key = [stored.procedure_code, stored.academic_year]
    await connection.execute(
        statement.on_conflict_do_update(index_elements=key, set_=renewed, where=and_(stored.built_in, differs))
    )
    gone = tuple_(*key).not_in(list(known))
    await connection.execute(delete(ProcedureSession).where(stored.built_in, gone))
