"""Every table is tenant, reference, control or intake, with the keys of its class, on the migrated database."""

from collections import Counter
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.database.base import TableClass
from shared.database.engine import create_database_engine
from tests.architecture.catalogue import VERSION_TABLE, list_faults, read_catalogue, read_declared_classes

_TENANT = "CREATE TABLE trial (municipality_id int, code text, PRIMARY KEY (municipality_id, code)"


@pytest.fixture
async def owner_connection(owner_database_url: str) -> AsyncIterator[AsyncConnection]:
    """Return a connection of the schema's owner; whatever it changes is rolled back."""
    engine = create_database_engine(owner_database_url, None, application_name="tests-catalogue")
    async with engine.connect() as connection:
        yield connection
        await connection.rollback()
    await engine.dispose()


async def test_every_table_has_the_keys_of_its_class(owner_connection: AsyncConnection) -> None:
    classes = read_declared_classes()

    catalogue = await read_catalogue(owner_connection)

    assert {table.name for table in catalogue.tables} == {*classes, VERSION_TABLE}
    assert set(Counter(classes.values())) == set(TableClass), "each class has at least one table"
    assert catalogue.foreign_keys
    assert list_faults(catalogue, classes) == []


@pytest.mark.parametrize(
    ("definition", "declared", "fault"),
    [
        (f"{_TENANT})", None, "trial is not declared"),
        ("CREATE TABLE trial (municipality_id int)", TableClass.tenant, "trial has no primary key"),
        ("CREATE TABLE trial (id int PRIMARY KEY)", TableClass.tenant, "trial_pkey does not begin with"),
        (f"{_TENANT}, UNIQUE (code))", TableClass.tenant, "trial_code_key does not begin with"),
        (f"{_TENANT}); CREATE UNIQUE INDEX late ON trial (lower(code))", TableClass.tenant, "late does not begin with"),
        (
            f"{_TENANT}, FOREIGN KEY (code, municipality_id) REFERENCES school (code, municipality_id))",
            TableClass.tenant,
            "refers to a tenant table without",
        ),
        (
            f"{_TENANT}, FOREIGN KEY (municipality_id, code) REFERENCES school)",
            TableClass.control,
            "joins a control table with a tenant table",
        ),
        (
            f"{_TENANT}, FOREIGN KEY (municipality_id, code) REFERENCES school)",
            TableClass.reference,
            "ties a table that is not tenant",
        ),
        ("CREATE TABLE trial (id int PRIMARY KEY)", TableClass.intake, "not keyed by receipt and row number"),
        ("CREATE UNLOGGED TABLE trial (id int PRIMARY KEY)", TableClass.intake, "trial is unlogged"),
        (
            "CREATE TABLE trial (id int PRIMARY KEY); ALTER TABLE trial ENABLE ROW LEVEL SECURITY",
            TableClass.intake,
            "trial has row-level security",
        ),
    ],
)
async def test_a_table_against_the_rules_of_its_class_is_seen(
    owner_connection: AsyncConnection, definition: str, declared: TableClass | None, fault: str
) -> None:
    classes = {**read_declared_classes(), "trial": declared}
    for statement in definition.split(";"):
        await owner_connection.execute(text(statement))

    faults = list_faults(await read_catalogue(owner_connection), classes)

    assert any(fault in sentence for sentence in faults), faults
