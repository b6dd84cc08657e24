"""Renders every foreseen error as a problem: ours, FastAPI's and Starlette's."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from shared.errors import NotFound, OporaError, TooLarge
from shared.http.idempotency import AlreadyAnswered
from shared.http.problems import problem_response
from shared.http.routes import list_methods
from shared.http.validation import describe_validation_error


class RouteNotFound(NotFound):
    """Такого адреса нет. Проверьте путь: он описан в документации API."""

    code = "route-not-found"
    title = "No such address"


class MethodNotAllowed(OporaError):
    """По этому адресу такого действия нет. Допустимые методы названы в заголовке Allow."""

    code = "method-not-allowed"
    title = "Method not allowed"
    status = 405


class Malformed(OporaError):
    """Запрос не удалось прочитать: его тело повреждено или вложено слишком глубоко. Проверьте его и повторите."""

    code = "malformed"
    title = "Malformed request"
    status = 400


class TooSlow(OporaError):
    """Тело запроса не пришло вовремя. Повторите запрос при устойчивой связи."""

    code = "too-slow"
    title = "Request timeout"
    status = 408


class BodyTooLarge(TooLarge):
    """Тело запроса больше допустимого. Разделите его на части."""

    code = "body-too-large"
    title = "Request body too large"


class OtherHttpError(OporaError):
    """Запрос не выполнен. Проверьте его по документации API."""

    code = "http-error"
    status: int  # type: ignore[misc]  # here the status and title belong to the occurrence, not to the class
    title: str  # type: ignore[misc]  # the same

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status
        self.title = HTTPStatus(status).phrase


_BY_STATUS: dict[int, type[OporaError]] = {
    error.status: error for error in (RouteNotFound, MethodNotAllowed, Malformed, TooSlow, BodyTooLarge)
}


def install_error_handlers(app: FastAPI) -> None:
    """Make the application answer every foreseen error with a problem."""
    handlers: dict[Any, Any] = {
        OporaError: answer_opora_error,
        RequestValidationError: answer_validation_error,
        HTTPException: answer_http_exception,
        AlreadyAnswered: answer_again,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


async def answer_again(_: Request, found: AlreadyAnswered) -> Response:
    """Give the answer that the same request got before."""
    return found.answer


async def answer_opora_error(request: Request, error: OporaError) -> Response:
    """Render one of our own errors."""
    return problem_response(request.scope, error)


async def answer_validation_error(request: Request, error: RequestValidationError) -> Response:
    """Render what FastAPI found wrong with the request."""
    return problem_response(request.scope, describe_validation_error(error))


async def answer_http_exception(request: Request, error: HTTPException) -> Response:
    """Render what the framework refuses by itself: no route, wrong method, too long a body."""
    known = _BY_STATUS.get(error.status_code)
    if known is BodyTooLarge and error.detail.isdecimal():
        problem: OporaError = BodyTooLarge(
            f"Тело запроса больше допустимого ({error.detail} байт). Разделите его на части."
        )
    else:
        problem = known() if known is not None else OtherHttpError(error.status_code)
    headers = dict(error.headers or {})
    if known is MethodNotAllowed:
        headers["Allow"] = ", ".join(list_methods(request.scope))
    return problem_response(request.scope, problem, headers=headers)
