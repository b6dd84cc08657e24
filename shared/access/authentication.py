"""Who calls: a chain of authenticators, each of which knows one kind of token."""

from collections.abc import Sequence
from typing import Annotated, Protocol

import structlog
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.clients import find_key_holder
from shared.access.errors import KeyMissing, KeyRefused
from shared.access.keys import parse_key
from shared.access.principals import Principal
from shared.http.session import Session


class Authenticator(Protocol):
    """Recognizes one kind of bearer token; OIDC becomes a second one in the chain."""

    async def find_principal(self, session: AsyncSession, token: str) -> Principal | None:
        """Return who the token stands for, None if it is of another kind; raise KeyRefused if it does not hold."""


class ApiKeyAuthenticator:
    """Recognizes our own API keys."""

    async def find_principal(self, session: AsyncSession, token: str) -> Principal | None:
        """Return the client that holds the key."""
        key = parse_key(token)
        if key is None:
            return None
        principal = await find_key_holder(session, key)
        if principal is None:
            raise KeyRefused
        return principal


DEFAULT_AUTHENTICATORS: tuple[Authenticator, ...] = (ApiKeyAuthenticator(),)

_bearer = HTTPBearer(
    scheme_name="bearer",
    bearerFormat="opora_<key id>_<secret>",
    description="API key of a machine client (ключ доступа), made with `opora client create`.",
    auto_error=False,
)


async def authenticate(
    request: Request,
    session: Session,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Principal:
    """Return who calls, or raise KeyMissing or KeyRefused."""
    if credentials is None:
        raise KeyMissing
    chain: Sequence[Authenticator] = request.app.state.authenticators
    for authenticator in chain:
        principal = await authenticator.find_principal(session, credentials.credentials)
        if principal is not None:
            # Row-level security will send its `SET LOCAL opora.municipalities` here (shared/access/visibility.py).
            structlog.contextvars.bind_contextvars(client_id=str(principal.client_id))
            return principal
    raise KeyRefused


Authenticated = Annotated[Principal, Depends(authenticate)]
"""Whoever calls, whatever they may do; routes want `require(scope)` instead."""
