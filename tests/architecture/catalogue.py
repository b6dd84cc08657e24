"""What the database really holds, read from its own catalogue, and the faults of keys by the class of their table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.database.base import Base, TableClass

# Alembic's own; the only table without a model.
VERSION_TABLE = "alembic_version"
TENANT_KEY = "municipality_id"
INTAKE_KEY = ("receipt_id", "row_number")

_TABLES = text(
    "SELECT c.relname, c.relpersistence = 'p' AS is_logged, c.relrowsecurity AS has_policies FROM pg_class c "
    "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1"
)
_UNIQUE_KEYS = text(
    "SELECT t.relname, i.relname, x.indisprimary, "
    "ARRAY(SELECT pg_get_indexdef(x.indexrelid, place, true) FROM generate_series(1, x.indnkeyatts) AS place) "
    "FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid "
    "WHERE t.relnamespace = 'public'::regnamespace AND x.indisunique ORDER BY 1, 2"
)
_FOREIGN_KEYS = text(
    "SELECT c.conname, c.conrelid::regclass::text, c.confrelid::regclass::text, "
    "ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, o) "
    "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.o), "
    "ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, o) "
    "JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY k.o) "
    "FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace ORDER BY 1"
)


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table as the server has it."""

    name: str
    is_logged: bool
    has_policies: bool


@dataclass(frozen=True, slots=True)
class UniqueKey:
    """A primary key, unique constraint or unique index, with its columns in order."""

    table: str
    name: str
    is_primary: bool
    columns: Sequence[str]


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A foreign key, with its columns in order on both sides."""

    name: str
    table: str
    target: str
    columns: Sequence[str]
    target_columns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Tables and keys of the public schema."""

    tables: Sequence[StoredTable]
    unique_keys: Sequence[UniqueKey]
    foreign_keys: Sequence[ForeignKey]


async def read_catalogue(connection: AsyncConnection) -> Catalogue:
    """Read tables and keys from the server."""
    return Catalogue(
        tables=[StoredTable(*row) for row in await connection.execute(_TABLES)],
        unique_keys=[UniqueKey(*row) for row in await connection.execute(_UNIQUE_KEYS)],
        foreign_keys=[ForeignKey(*row) for row in await connection.execute(_FOREIGN_KEYS)],
    )


def read_declared_classes() -> dict[str, TableClass | None]:
    """Return the class every model declares for its table, None where it forgot to."""
    return {
        str(mapper.local_table.description): vars(mapper.class_).get("table_class") for mapper in Base.registry.mappers
    }


def list_faults(catalogue: Catalogue, classes: Mapping[str, TableClass | None]) -> list[str]:
    """Return a sentence for every table or key that does not fit the class of its table."""
    known = {name: declared for name, declared in classes.items() if declared is not None}
    faults = [
        f"{table.name} is not declared tenant, reference, control or intake"
        for table in catalogue.tables
        if table.name not in known and table.name != VERSION_TABLE
    ]
    faults += _unique_key_faults(catalogue, known)
    faults += _foreign_key_faults(catalogue, known)
    faults += _intake_faults(catalogue, known)
    return faults


def _unique_key_faults(catalogue: Catalogue, classes: Mapping[str, TableClass]) -> Iterator[str]:
    for name, declared in classes.items():
        keys = [key for key in catalogue.unique_keys if key.table == name]
        if not any(key.is_primary for key in keys):
            yield f"{name} has no primary key"
        if declared is TableClass.tenant:
            late = (key.name for key in keys if key.columns[0] != TENANT_KEY)
            yield from (f"{name}.{key} does not begin with {TENANT_KEY}" for key in late)


def _foreign_key_faults(catalogue: Catalogue, classes: Mapping[str, TableClass]) -> Iterator[str]:
    for key in catalogue.foreign_keys:
        ends = {classes.get(key.table), classes.get(key.target)}
        if TableClass.tenant not in ends:
            continue
        if TableClass.control in ends:
            yield f"{key.name} joins a control table with a tenant table"
        elif classes.get(key.target) is TableClass.tenant and {key.columns[0], key.target_columns[0]} != {TENANT_KEY}:
            yield f"{key.name} refers to a tenant table without {TENANT_KEY} first"
        elif classes.get(key.target) is TableClass.tenant and classes.get(key.table) is not TableClass.tenant:
            yield f"{key.name} ties a table that is not tenant to a tenant table"


def _intake_faults(catalogue: Catalogue, classes: Mapping[str, TableClass]) -> Iterator[str]:
    intake = [table for table in catalogue.tables if classes.get(table.name) is TableClass.intake]
    for table in intake:
        primary = [key for key in catalogue.unique_keys if key.table == table.name and key.is_primary]
        if any(tuple(key.columns[:2]) != INTAKE_KEY for key in primary):
            yield f"{table.name} is not keyed by receipt and row number"
        if not table.is_logged:
            yield f"{table.name} is unlogged: a crash would lose what was accepted"
        if table.has_policies:
            yield f"{table.name} has row-level security, and COPY into it would be refused"
