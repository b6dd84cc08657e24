"""Idempotency-Key: a POST repeated with its key does its work once and gets its first answer again.

After draft-07 of the IETF's «The Idempotency-Key HTTP Header Field»; kept at least a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.authentication import Authenticated
from shared.access.principals import Principal
from shared.clock import utc_now
from shared.errors import Conflict, Invalid
from shared.http.session import Session
from shared.models import IdempotencyKey

_REPLAYED = {"Idempotency-Replayed": "true"}


class RequestInProgress(Conflict):
    """Запрос с этим ключом Idempotency-Key ещё выполняется. Повторите его через несколько секунд."""

    code = "idempotency-key-in-use"
    title = "A request with this key is still running"


class IdempotencyKeyReused(Invalid):
    """Ключ Idempotency-Key уже был у другого запроса. Для нового запроса возьмите новый ключ."""

    code = "idempotency-key-reused"
    title = "The key belongs to another request"


class AlreadyAnswered(Exception):
    """The request was answered before; carries that answer to whoever renders it."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


@dataclass(slots=True)
class Idempotency:
    """What one request asks of its key; without a key everything passes through."""

    session: AsyncSession
    principal: Principal
    request: Request
    key: str | None
    request_hash: str = ""

    async def begin(self, body_hash: str) -> None:
        """Take the key for this transaction; raise AlreadyAnswered, RequestInProgress or IdempotencyKeyReused.

        The lock comes first: the second of two simultaneous requests would otherwise wait at its INSERT.
        """
        if self.key is None:
            return
        media_type = self.request.headers.get("content-type", "")
        self.request_hash = sha256(f"{self.request.url.query}\n{media_type}\n{body_hash}".encode()).hexdigest()
        name = "\n".join(map(str, self._identity))
        if not await self.session.scalar(select(func.pg_try_advisory_xact_lock(func.hashtextextended(name, 0)))):
            raise RequestInProgress
        stored = await self.session.get(IdempotencyKey, self._identity)
        if stored is None:
            return
        if stored.request_hash != self.request_hash:
            raise IdempotencyKeyReused
        raise AlreadyAnswered(_render(stored.body, stored.status, stored.headers | _REPLAYED))

    async def answer(self, content: BaseModel, *, status: int, headers: Mapping[str, str]) -> Response:
        """Return the answer, kept under the key in the transaction of the work."""
        body = content.model_dump_json()
        if self.key is not None:
            client_id, method, path, key = self._identity
            self.session.add(
                IdempotencyKey(
                    client_id=client_id,
                    method=method,
                    path=path,
                    key=key,
                    request_hash=self.request_hash,
                    status=status,
                    headers=dict(headers),
                    body=body,
                    created_at=utc_now(),
                )
            )
            await self.session.flush()
        return _render(body, status, headers)

    @property
    def _identity(self) -> tuple[object, str, str, str]:
        assert self.key is not None, "asked for only where there is a key"
        return self.principal.client_id, self.request.method, self.request.url.path, self.key


def _render(body: str, status: int, headers: Mapping[str, str]) -> Response:
    return Response(body, status, dict(headers), "application/json")


Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern="^[!-~]{1,255}$",
        description="Any string of yours; the same request with the same key is done once and answered alike.",
    ),
]


async def read_idempotency(
    request: Request, principal: Authenticated, session: Session, key: Key = None
) -> Idempotency:
    """Read the key of a request whose body is not read yet; the route begins it."""
    return Idempotency(session, principal, request, key)


StreamedIdempotency = Annotated[Idempotency, Depends(read_idempotency, scope="function")]
"""For routes that stream their body: call `begin` with the body's SHA-256."""


async def begin_idempotency(
    idempotency: Annotated[Idempotency, Depends(read_idempotency, scope="function")],
) -> Idempotency:
    """Begin with the JSON body of the request."""
    await idempotency.begin(sha256(await idempotency.request.body()).hexdigest())
    return idempotency


JsonIdempotency = Annotated[Idempotency, Depends(begin_idempotency, scope="function")]
"""For routes with a JSON body: begun already."""
