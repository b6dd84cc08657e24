"""Clients and their keys: create, rotate, revoke. A key is shown once, when it is made."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.errors import (
    ApiKeyNotFound,
    ClientNameTaken,
    ClientNotFound,
    ClientRevoked,
    ExpiryPassed,
    TooManyKeys,
)
from shared.access.keys import KeyParts, generate_key
from shared.access.principals import Principal, Territory
from shared.access.scopes import check_scopes
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.models import ApiKey, Client

# The old key and its successor: a client changes over without a gap.
MOST_ACTIVE_KEYS = 2


async def create_client(
    session: AsyncSession,
    name: str,
    scopes: Iterable[str],
    territories: Iterable[Territory],
    expires_at: datetime | None = None,
) -> tuple[Client, str]:
    """Create a client with its first key and return both; the key cannot be read again later."""
    granted = frozenset(scopes)
    check_scopes(granted)
    values: dict[str, Any] = {
        "id": uuid4(),
        "name": name,
        "scopes": sorted(granted),
        "territories": [{"level": place.level, "code": place.code} for place in territories],
        "created_at": utc_now(),
    }
    client = await session.scalar(insert(Client).values(values).on_conflict_do_nothing().returning(Client))
    if client is None:
        raise ClientNameTaken
    await record_change(session, Changed("client", name, "created"), None)
    return client, await issue_key(session, client.id, expires_at)


async def issue_key(session: AsyncSession, client_id: UUID, expires_at: datetime | None = None) -> str:
    """Issue one more key, so that the client can change over before the old one is revoked."""
    now = utc_now()
    if expires_at is not None and expires_at <= now:
        raise ExpiryPassed
    # The lock makes two simultaneous issues count each other's key.
    client = await session.get(Client, client_id, with_for_update=True, populate_existing=True)
    if client is None:
        raise ClientNotFound
    if client.revoked_at is not None:
        raise ClientRevoked
    counted = select(func.count()).select_from(ApiKey).where(ApiKey.client_id == client_id, _is_active(now))
    if (await session.scalar(counted) or 0) >= MOST_ACTIVE_KEYS:
        raise TooManyKeys
    key = generate_key()
    session.add(
        ApiKey(
            id=key.key_id,
            client_id=client_id,
            secret_hash=key.secret_hash,
            created_at=now,
            expires_at=expires_at,
            revoked_at=None,
        )
    )
    await session.flush()
    await record_change(session, Changed("client", client.name, "key_issued"), None)
    return key.write()


async def revoke_key(session: AsyncSession, client_id: UUID, key_id: str) -> None:
    """Make a key of this client invalid from its next use on; revoking it again changes nothing."""
    key = await session.get(ApiKey, key_id)
    if key is None or key.client_id != client_id:
        raise ApiKeyNotFound
    if key.revoked_at is not None:
        return
    key.revoked_at = utc_now()
    await session.flush()
    client = await session.get_one(Client, client_id)
    await record_change(session, Changed("client", client.name, "key_revoked"), None)


async def revoke_client(session: AsyncSession, client_id: UUID) -> None:
    """Make every key of a client invalid from its next use on; revoking it again changes nothing."""
    client = await session.get(Client, client_id)
    if client is None:
        raise ClientNotFound
    if client.revoked_at is not None:
        return
    client.revoked_at = utc_now()
    await session.flush()
    await record_change(session, Changed("client", client.name, "revoked"), None)


async def get_client(session: AsyncSession, name: str) -> Client:
    """Return the client of this name or raise ClientNotFound."""
    client = await session.scalar(select(Client).where(Client.name == name))
    if client is None:
        raise ClientNotFound
    return client


async def list_clients(session: AsyncSession) -> list[tuple[Client, ApiKey | None]]:
    """List every client with its active keys, the oldest first; one without an active key stands there with None."""
    active = and_(ApiKey.client_id == Client.id, _is_active(utc_now()), Client.revoked_at.is_(None))
    statement = select(Client, ApiKey).outerjoin(ApiKey, active).order_by(Client.created_at, Client.id, ApiKey.id)
    return [(client, key) for client, key in await session.execute(statement)]


async def find_key_holder(session: AsyncSession, key: KeyParts) -> Principal | None:
    """Return who holds the key; None where it is unknown, wrong, expired or revoked.

    Every request reads the rows, nothing is cached: a revocation holds from the next request on.
    """
    found = (
        await session.execute(
            select(ApiKey.secret_hash, Client.id, Client.name, Client.scopes, Client.territories)
            .join(Client, Client.id == ApiKey.client_id)
            .where(ApiKey.id == key.key_id, Client.revoked_at.is_(None), _is_active(utc_now()))
        )
    ).one_or_none()
    # An unknown key takes the same comparison, so that time does not tell which ids exist.
    if not key.matches(found.secret_hash if found else "0" * 64) or found is None:
        return None
    return Principal(found.id, found.name, frozenset(found.scopes), _read_territories(found.territories))


async def find_client(session: AsyncSession, client_id: UUID) -> Principal | None:
    """Return what a client may do, for what it left to be read without a key; None where it is revoked."""
    client = await session.get(Client, client_id)
    if client is None or client.revoked_at is not None:
        return None
    return Principal(client.id, client.name, frozenset(client.scopes), _read_territories(client.territories))


async def get_principal(session: AsyncSession, client_id: UUID) -> Principal:
    """Return what a client may do, for work that it asked for earlier; its keys may have ended since."""
    client = await session.get(Client, client_id)
    if client is None:
        raise ClientNotFound
    return Principal(client.id, client.name, frozenset(client.scopes), _read_territories(client.territories))


def _read_territories(stored: Iterable[dict[str, Any]]) -> tuple[Territory, ...]:
    return tuple(Territory(**place) for place in stored)


def _is_active(now: datetime) -> ColumnElement[bool]:
    return and_(ApiKey.revoked_at.is_(None), or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now))
