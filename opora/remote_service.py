"""A service that runs as a process of its own: requests are streamed to it and its answers streamed back."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType

import httpcore
from pydantic import ValidationError
from starlette.types import Message, Receive, Scope, Send

from opora.eager_network import EagerBackend
from shared.errors import OporaError, Transient
from shared.http.application import ServiceDefinition
from shared.http.health import Check, Readiness
from shared.http.problems import REQUEST_ID_KEY
from shared.http.request_context import REQUEST_ID_HEADER, RequestContextMiddleware

# Seconds. A process on a network of ours accepts at once or is not there; what it reads it may first have to store;
# and it answers an import of the largest size only after Postgres has taken all of it.
TIMEOUTS = {"connect": 3.0, "write": 60.0, "read": 120.0, "pool": 10.0}
# Longer than a service gives its own checks (2 s).
_PROBE_TIMEOUTS = dict.fromkeys(TIMEOUTS, 3.0)
# uvicorn closes an idle connection after 5 s: one that is let go before is never closed while a request is under way.
_KEEP_IDLE_SECONDS = 2.0
_MOST_CONNECTIONS = 200
# Between two neighbours only (RFC 9110 §7.6.1); the rest of a message is meant for its ends.
_HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
_REQUEST_ID = REQUEST_ID_HEADER.lower().encode()
# Our own server answers `Expect` and writes `Date`; the id of the request is the one this process logs.
_NOT_FORWARDED = frozenset({b"expect", _REQUEST_ID})
_NOT_RETURNED = frozenset({b"date", b"server"})

# Either of them says that a body follows.
_FRAMING = frozenset({b"content-length", b"transfer-encoding"})
_FAULTS = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)

Headers = list[tuple[bytes, bytes]]


class ServiceUnreachable(Transient):
    """Служба сейчас не отвечает: перезапускается или остановлена. Запрос не выполнен. Повторите его через минуту."""

    code = "service-unreachable"
    title = "The service cannot be reached"


class ServiceSilent(OporaError):
    """Служба не успела ответить. Возможно, запрос выполнен: прежде чем повторять, проверьте результат."""

    code = "service-silent"
    title = "The service did not answer in time"
    status = 504


class ServiceBrokeOff(OporaError):
    """Служба прервала связь. Возможно, запрос выполнен: прежде чем повторять, проверьте результат."""

    code = "service-broke-off"
    title = "The service broke off"
    status = 502


class ClientGone(Exception):
    """The client went away before its request was complete."""


class RemoteService:
    """Forwards requests to the address of a service; paths, bodies and answers stay as they are."""

    def __init__(
        self, service: ServiceDefinition, address: str, timeouts: Mapping[str, float] = MappingProxyType(TIMEOUTS)
    ) -> None:
        self.service = service
        self._address = address.rstrip("/")
        self._timeouts = dict(timeouts)
        # Below httpx: its client would add headers, keep cookies of one caller for the next, and read proxy settings.
        self._connections = httpcore.AsyncConnectionPool(
            max_connections=_MOST_CONNECTIONS,
            keepalive_expiry=_KEEP_IDLE_SECONDS,
            network_backend=EagerBackend(),
        )
        self._app = RequestContextMiddleware(self._forward)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Hold the connections to the service while the block runs."""
        async with self._connections:
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            # Before it is accepted, closing a WebSocket answers 403; no service has any.
            await send({"type": "websocket.close"})
            return
        await self._app(scope, receive, send)

    async def check_readiness(self) -> Readiness:
        """Ask the service; one that cannot be asked is not ready."""
        url = f"{self._address}/health/ready"
        try:
            answer = await self._connections.request("GET", url, extensions={"timeout": _PROBE_TIMEOUTS})
            return Readiness.model_validate_json(answer.content)
        except (*_FAULTS, ValidationError) as fault:
            detail = f"Служба не отвечает ({type(fault).__name__}). Проверьте её процесс и адрес {self._address}."
            return Readiness(state="unready", checks=[Check(name="service", state="unready", detail=detail)])

    async def _forward(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._connections.handle_async_request(self._request_of(scope, receive))
        except ClientGone:
            return
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout) as fault:
            raise ServiceUnreachable from fault
        except httpcore.TimeoutException as fault:
            raise ServiceSilent from fault
        except _FAULTS as fault:
            raise ServiceBrokeOff from fault
        try:
            await _send_answer(response, send)
        finally:
            await response.aclose()

    def _request_of(self, scope: Scope, receive: Receive) -> httpcore.Request:
        headers = _without(scope["headers"], _NOT_FORWARDED)
        headers.append((_REQUEST_ID, scope[REQUEST_ID_KEY].encode()))
        framing = {name for name, _ in scope["headers"]} & _FRAMING
        if framing == {b"transfer-encoding"}:
            headers.append((b"transfer-encoding", b"chunked"))
        # The target goes out byte for byte: what a path means is for the service to say.
        target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        return httpcore.Request(
            scope["method"],
            self._address,
            headers=headers,
            content=_read_body(receive) if framing else None,
            extensions={"timeout": self._timeouts, "target": target},
        )


async def _read_body(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message: Message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        more = message.get("more_body", False)
        if message.get("body"):
            yield message["body"]


async def _send_answer(response: httpcore.Response, send: Send) -> None:
    headers = _without(response.headers, _NOT_RETURNED)
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    # As it comes: a compressed answer stays compressed, and nothing of it is kept here.
    async for piece in response.aiter_stream():
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _without(headers: Iterable[tuple[bytes, bytes]], further: frozenset[bytes]) -> Headers:
    """Return the headers in small letters, without those that end here, among them any that `Connection` names."""
    lowered = [(name.lower(), value) for name, value in headers]
    named = {one.strip().lower() for name, value in lowered if name == b"connection" for one in value.split(b",")}
    return [(name, value) for name, value in lowered if name not in _HOP_BY_HOP | further | named]
