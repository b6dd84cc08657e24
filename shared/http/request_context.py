"""Gives every request an id, one line in the log, and an answer even where the code fails."""

import re
import time
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.http.failures import explain_failure
from shared.http.problems import REQUEST_ID_KEY, problem_response
from shared.http.routes import find_route

REQUEST_ID_HEADER = "X-Request-ID"
# Long enough for UUIDs and trace ids; no characters that could forge a line or a field of a log.
_SANE_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,128}")
_FIRST_SERVER_ERROR = 500

access_logger = structlog.get_logger("opora.access")
logger = structlog.get_logger(__name__)


class RequestContextMiddleware:
    """Binds the request id to everything logged, echoes it, logs the request, turns failures into problems."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request inside its context."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID_HEADER, "")
        request_id = given if _SANE_REQUEST_ID.fullmatch(given) else uuid4().hex
        scope[REQUEST_ID_KEY] = request_id
        # client_id is bound by authentication; naming it here takes it back at the end of the request.
        with structlog.contextvars.bound_contextvars(request_id=request_id, client_id=None):
            await _Exchange(scope, send, request_id).run(self.app, receive)


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: Scope, send: Send, request_id: str) -> None:
        self._scope = scope
        self._send = send
        self._request_id = request_id
        self._status: int | None = None
        self._started_at = time.perf_counter()

    async def run(self, app: ASGIApp, receive: Receive) -> None:
        try:
            await app(self._scope, receive, self._send_marked)
        except Exception as failure:  # noqa: BLE001  # the outermost place: whatever failed below, the client gets an answer
            await self._answer_failure(failure, receive)
        finally:
            self._log()

    async def _send_marked(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            MutableHeaders(scope=message)[REQUEST_ID_HEADER] = self._request_id
        await self._send(message)

    async def _answer_failure(self, failure: Exception, receive: Receive) -> None:
        problem = explain_failure(failure)
        if problem.status >= _FIRST_SERVER_ERROR:
            logger.error("request_failed", code=problem.code, exc_info=failure)
        if self._status is not None:
            # Half an answer is out: only a broken connection tells the client that it is not whole.
            raise failure
        await problem_response(self._scope, problem)(self._scope, receive, self._send_marked)

    def _log(self) -> None:
        route = find_route(self._scope)
        access_logger.info(
            "request",
            method=self._scope["method"],
            # The template: a path holds codes of schools and ids, a query may hold anything.
            route=route.path_format if route is not None else None,
            status=self._status,
            duration_ms=round((time.perf_counter() - self._started_at) * 1000, 1),
        )
