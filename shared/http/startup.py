"""What a service demands of its database before it answers anybody."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.errors import Conflict


class DatabaseNotConfigured(Conflict):
    """Не задан адрес базы данных. Укажите OPORA_DATABASE_URL или запустите всё вместе: «opora up»."""

    code = "database-not-configured"
    title = "No database address is set"


class PrivilegedLogin(Conflict):
    """Служба подключена к базе как владелец схемы или суперпользователь."""

    code = "privileged-login"
    title = "The login owns the schema or is a superuser"


async def require_unprivileged_login(engine: AsyncEngine) -> None:
    """Raise PrivilegedLogin if the login, whatever role it works as, could alter tables or pass by their policies."""
    async with engine.connect() as connection:
        login, privileged = (
            await connection.execute(
                text(
                    # A superuser is a member of every role; so one question covers owners, their members and it.
                    "SELECT session_user, EXISTS (SELECT FROM pg_class c "
                    "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
                    "AND pg_has_role(session_user, c.relowner, 'MEMBER')) "
                    "OR (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user)"
                )
            )
        ).one()
    if privileged:
        raise PrivilegedLogin(
            f"Пользователь «{login}» — владелец таблиц или суперпользователь: для него не действуют ограничения "
            "доступа к строкам. Укажите в OPORA_DATABASE_URL обычного пользователя, а этого — только "
            "в OPORA_OWNER_DATABASE_URL для «opora migrate»."
        )
