"""Services work as two roles that own nothing, bypass nothing and are entered by SET ROLE alone."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.database.base import Base
from shared.database.engine import DatabaseRole, create_database_engine
from tests.architecture.catalogue import VERSION_TABLE

_ROLES = [role.value for role in DatabaseRole]
_ATTRIBUTES = text(
    "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, "
    "EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) AS is_member_of_another "
    "FROM pg_roles r WHERE rolname = ANY(:roles)"
)
_MEMBERSHIPS = text(
    "SELECT granted.rolname, m.inherit_option, m.set_option FROM pg_auth_members m "
    "JOIN pg_roles granted ON granted.oid = m.roleid JOIN pg_roles login ON login.oid = m.member "
    "WHERE login.rolname = :login AND granted.rolname = ANY(:roles)"
)
_RIGHTS = text(
    "SELECT c.relname, ARRAY(SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p "
    "WHERE has_table_privilege(CAST(:role AS name), c.oid, p)) "
    "FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
)
# tgtype 58: BEFORE (2) DELETE (8) UPDATE (16) TRUNCATE (32), once a statement.
_APPEND_ONLY = text(
    "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE t.tgfoid = 'refuse_change'::regproc AND t.tgtype = 58 AND t.tgenabled = 'O'"
)
_OWNERS = text(
    "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace "
    "UNION SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'public'"
)


@pytest.fixture
async def connection(owner_database_url: str) -> AsyncIterator[AsyncConnection]:
    """Return a connection of the schema's owner, who sees every role."""
    engine = create_database_engine(owner_database_url, None, application_name="tests-roles")
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


async def test_the_roles_can_neither_log_in_nor_bypass_anything(connection: AsyncConnection) -> None:
    found = {name: attributes for name, *attributes in await connection.execute(_ATTRIBUTES, {"roles": _ROLES})}

    assert set(found) == set(_ROLES)
    assert {name: any(attributes) for name, attributes in found.items()} == dict.fromkeys(_ROLES, False)


async def test_the_login_gets_the_rights_of_a_role_only_by_entering_it(
    connection: AsyncConnection, database_url: str
) -> None:
    login = make_url(database_url).username

    found = (await connection.execute(_MEMBERSHIPS, {"login": login, "roles": _ROLES})).all()

    assert {name for name, _, enters in found if enters} == set(_ROLES)
    assert [name for name, inherits, _ in found if inherits] == []


@pytest.mark.parametrize("role", _ROLES)
async def test_a_role_writes_every_table_only_adds_where_rows_stay_and_only_reads_the_schema_version(
    connection: AsyncConnection, role: str
) -> None:
    found = await connection.execute(_RIGHTS, {"role": role})
    rights: dict[str, list[str]] = {row[0]: row[1] for row in found}

    assert set(rights) == {*Base.metadata.tables, VERSION_TABLE}
    assert rights.pop(VERSION_TABLE) == ["SELECT"]
    append_only = {mapper.class_.__tablename__ for mapper in Base.registry.mappers if mapper.class_.append_only}
    assert append_only
    assert {name for name, given in rights.items() if given == ["SELECT", "INSERT"]} == append_only
    writable = {name for name, given in rights.items() if given == ["SELECT", "INSERT", "UPDATE", "DELETE"]}
    assert writable == set(rights) - append_only


async def test_append_only_tables_refuse_every_change_of_a_row(connection: AsyncConnection) -> None:
    append_only = {mapper.class_.__tablename__ for mapper in Base.registry.mappers if mapper.class_.append_only}

    found = set(await connection.scalars(_APPEND_ONLY))

    assert found == append_only


async def test_the_roles_own_nothing(connection: AsyncConnection) -> None:
    owners = set(await connection.scalars(_OWNERS))

    assert owners
    assert owners.isdisjoint(_ROLES)
