"""Tells what an unforeseen exception means for the caller: come back later, correct the input, or our own fault."""

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.errors import Invalid, OporaError, Transient

# Classes of SQLSTATE after which the same request may succeed: connection, lost race, out of resources, restart or
# statement timeout; and, the administrator's to mend, a refused login and a missing database.
_PASSING_CLASSES = ("08", "40", "53", "57", "28", "3D")
_LOCK_NOT_AVAILABLE = "55P03"
# A NUL in text or JSON: valid in a request, impossible in Postgres.
_NUL_CODES = {"22021", "22P05"}


class InternalError(OporaError):
    """Внутренняя ошибка. Изменения не сохранены. Сообщите администратору номер запроса (request_id)."""

    code = "internal-error"
    title = "Internal error"
    status = 500


class DatabaseUnavailable(Transient):
    """База данных сейчас недоступна или перегружена. Повторите запрос через минуту."""

    code = "database-unavailable"
    title = "The database is unavailable"


class UnstorableText(Invalid):
    """В тексте есть нулевой символ (U+0000), его нельзя сохранить. Удалите его и отправьте снова."""

    code = "unstorable-text"
    title = "Text holds a character that cannot be stored"


def explain_failure(failure: BaseException) -> OporaError:
    """Return the problem an unforeseen exception stands for; InternalError says nothing about its inside."""
    if isinstance(failure, OporaError):
        return failure
    if isinstance(failure, PoolTimeout | ConnectionError | TimeoutError):
        return DatabaseUnavailable()
    if not isinstance(failure, DBAPIError):
        return InternalError()
    if failure.connection_invalidated:
        return DatabaseUnavailable()
    return _explain_sqlstate(getattr(failure.orig, "sqlstate", None) or "")


def _explain_sqlstate(state: str) -> OporaError:
    if state.startswith(_PASSING_CLASSES) or state == _LOCK_NOT_AVAILABLE:
        return DatabaseUnavailable()
    return UnstorableText() if state in _NUL_CODES else InternalError()
