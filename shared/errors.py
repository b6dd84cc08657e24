"""What can go wrong, in words for the caller; HTTP and the command line render these."""

from collections.abc import Sequence
from dataclasses import dataclass
from inspect import cleandoc
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldIssue:
    """One fault of one field: where (JSON Pointer or column), what (code) and why (Russian sentence)."""

    pointer: str
    code: str
    detail: str


class OporaError(Exception):
    """Произошла ошибка. Повторите запрос; если она останется, обратитесь к администратору."""

    code: ClassVar[str] = "error"
    title: ClassVar[str] = "Error"
    status: ClassVar[int] = 500

    def __init__(self, detail: str | None = None, *, errors: Sequence[FieldIssue] = ()) -> None:
        """Take the given sentence, or the class docstring where none is given."""
        self.detail = detail or " ".join(cleandoc(type(self).__doc__ or "").split())
        self.errors = tuple(errors)
        super().__init__(self.detail)


class NotFound(OporaError):
    """Объект не найден или недоступен вам. Проверьте адрес."""

    code = "not-found"
    title = "Not found"
    status = 404


class Conflict(OporaError):
    """Действие противоречит текущему состоянию. Обновите данные и повторите."""

    code = "conflict"
    title = "Conflict with the current state"
    status = 409


class Unauthorized(OporaError):
    """Нужен действующий ключ доступа в заголовке «Authorization: Bearer …»."""

    code = "unauthorized"
    title = "Authentication required"
    status = 401


class Forbidden(OporaError):
    """У вашего ключа нет права на это действие. Попросите администратора выдать его."""

    code = "forbidden"
    title = "Not permitted"
    status = 403


class Invalid(OporaError):
    """Данные не приняты: исправьте указанные места и отправьте снова."""

    code = "invalid"
    title = "Invalid input"
    status = 422


class PreconditionFailed(OporaError):
    """С тех пор, как вы прочитали объект, его изменили. Прочитайте его снова и повторите правку."""

    code = "precondition-failed"
    title = "The object has changed since it was read"
    status = 412


class PreconditionRequired(OporaError):
    """Укажите в заголовке If-Match версию (ETag), которую вы правите: иначе можно стереть чужую правку."""

    code = "precondition-required"
    title = "If-Match is required"
    status = 428


class TooLarge(OporaError):
    """Содержимое больше допустимого. Разделите его на части."""

    code = "too-large"
    title = "Content too large"
    status = 413


class Transient(OporaError):
    """Служба временно недоступна. Повторите запрос через минуту."""

    code = "unavailable"
    title = "Temporarily unavailable"
    status = 503
