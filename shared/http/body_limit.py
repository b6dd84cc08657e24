"""Bounds what a client may send: bytes per body, and seconds between two pieces of it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LIMIT_KEY = "opora.body_limit"
# A client that pauses longer has gone, or keeps the connection on purpose.
_LONGEST_PAUSE_SECONDS = 30.0


class BodyLimitMiddleware:
    """Answers 413 as soon as a body is known to be too long, by its Content-Length or by counting.

    FastAPI's own `max_body_size` answers text/plain where a Content-Length is given, hence this one. The limit is
    looked up when the body is first read, so that a route's dependency can raise it (`allow_import_body`).
    """

    def __init__(self, app: ASGIApp, limit: int, longest_pause: float = _LONGEST_PAUSE_SECONDS) -> None:
        self.app = app
        self.limit = limit
        self.longest_pause = longest_pause

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request with its body bounded."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope[_LIMIT_KEY] = self.limit
        await self.app(scope, _BoundedBody(scope, receive, self.longest_pause).receive, send)


class _BoundedBody:
    """The `receive` of one request; HTTPException, because FastAPI makes 400 of anything else raised in here."""

    def __init__(self, scope: Scope, receive: Receive, longest_pause: float) -> None:
        self._scope = scope
        self._receive = receive
        self._longest_pause = longest_pause
        declared = Headers(scope=scope).get("content-length", "")
        self._size_declared = int(declared) if declared.isdecimal() else 0
        self._size_read = 0
        self._complete = False

    async def receive(self) -> Message:
        if self._complete:
            # Only a disconnect is left to be told, and it may take as long as the answer does.
            return await self._receive()
        self._check(self._size_declared)
        try:
            async with asyncio.timeout(self._longest_pause):
                message = await self._receive()
        except TimeoutError as fault:
            raise HTTPException(408) from fault
        self._size_read += len(message.get("body", b""))
        self._check(self._size_read)
        self._complete = not message.get("more_body", False)
        return message

    def _check(self, size: int) -> None:
        limit: int = self._scope[_LIMIT_KEY]
        if size > limit:
            # The rest stays unread, so the connection cannot serve another request.
            raise HTTPException(413, detail=str(limit), headers={"Connection": "close"})


def allow_body(limit: int) -> Callable[[Request], None]:
    """Give a route that streams its body a limit of its own: `dependencies=[Depends(allow_body(10_000_000))]`.

    A route that declares a JSON body keeps the usual limit: FastAPI reads that before any dependency runs; see
    `BatchRoute` for one that takes a batch.
    """

    def raise_limit(request: Request) -> None:
        request.scope[_LIMIT_KEY] = limit

    return raise_limit


async def allow_import_body(request: Request) -> None:
    """Give a route that streams its body the limit of imports: `dependencies=[Depends(allow_import_body)]`."""
    request.scope[_LIMIT_KEY] = request.app.state.settings.max_import_bytes


async def allow_document_body(request: Request) -> None:
    """Give a route that streams its body the limit of documents: `dependencies=[Depends(allow_document_body)]`."""
    request.scope[_LIMIT_KEY] = request.app.state.settings.max_document_bytes


class BatchRoute(APIRoute):
    """A route whose JSON body is a batch and has the limit of batches: `APIRouter(route_class=BatchRoute)`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler; it raises the limit before FastAPI reads the body."""
        handle = super().get_route_handler()

        async def handle_batch(request: Request) -> Response:
            request.scope[_LIMIT_KEY] = request.app.state.settings.max_batch_bytes
            return await handle(request)

        return handle_batch
