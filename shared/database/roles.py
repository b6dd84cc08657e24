"""The roles of the two kinds of process, made before the schema."""

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.database.engine import DatabaseRole
from shared.errors import Conflict


class RolesMissing(Conflict):
    """Нет ролей базы данных, а владельцу схемы не дано право их создавать."""

    code = "roles-missing"
    title = "Database roles are missing and the owner may not create them"


def _quoted(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def role_statements(login: str) -> list[str]:
    """Return the SQL that makes the roles and lets the login work as them; safe to run again.

    Several databases of one server share roles, and two of them may be set up at once: hence the two exceptions.
    """
    statements = [
        f"DO $$ BEGIN CREATE ROLE {role.value} NOLOGIN; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        for role in DatabaseRole
    ]
    statements += [f"GRANT {role.value} TO {_quoted(login)} WITH INHERIT FALSE, SET TRUE" for role in DatabaseRole]
    return statements


async def ensure_roles(connection: AsyncConnection, services_url: str) -> None:
    """Make the roles and grant them to the services' login; without CREATEROLE, say which SQL is needed."""
    login = make_url(services_url).username
    assert login, "a database address names its user"
    if await _roles_are_complete(connection, login):
        return
    may_create = await connection.scalar(
        text("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    )
    statements = role_statements(login)
    if not may_create:
        raise RolesMissing(
            "Владелец схемы не может создавать роли (нет CREATEROLE). Попросите администратора сервера выполнить:\n"
            + "\n".join(f"  {statement};" for statement in statements)
        )
    for statement in statements:
        await connection.execute(text(statement))


async def _roles_are_complete(connection: AsyncConnection, login: str) -> bool:
    found = await connection.scalar(
        text(
            "SELECT count(*) FROM pg_roles r WHERE r.rolname = ANY(:roles) "
            "AND EXISTS (SELECT FROM pg_roles l WHERE l.rolname = :login AND pg_has_role(l.oid, r.oid, 'SET'))"
        ),
        {"roles": [role.value for role in DatabaseRole], "login": login},
    )
    return bool(found == len(DatabaseRole))
