"""Clients get keys, change them over and lose them."""

import asyncio
import re
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.clients import (
    create_client,
    find_key_holder,
    issue_key,
    list_clients,
    revoke_client,
    revoke_key,
)
from shared.access.errors import (
    ApiKeyNotFound,
    ClientNameTaken,
    ClientNotFound,
    ClientRevoked,
    ExpiryPassed,
    TooManyKeys,
)
from shared.access.keys import KeyParts, parse_key
from shared.access.principals import Territory
from shared.access.scopes import UnknownScope
from shared.changes import list_changes
from shared.clock import utc_now
from shared.database.paging import PageRequest
from shared.database.session import Database
from shared.models import ApiKey, Client

NORILSK = Territory("municipality", "04729000")
REGION = Territory("region", "04")


def take_apart(key: str) -> KeyParts:
    parts = parse_key(key)
    assert parts is not None
    return parts


async def test_a_client_is_known_by_its_key_with_its_scopes_and_territories(session: AsyncSession) -> None:
    client, key = await create_client(
        session, "КИАСУО", ["identification:write", "identification:read"], [NORILSK, REGION]
    )

    principal = await find_key_holder(session, take_apart(key))

    assert principal is not None
    assert (principal.client_id, principal.name) == (client.id, "КИАСУО")
    assert principal.scopes == {"identification:read", "identification:write"}
    assert principal.territories == (NORILSK, REGION)


async def test_a_key_has_256_random_bits_of_which_only_the_hash_is_stored(session: AsyncSession) -> None:
    _, key = await create_client(session, "КИАСУО", [], [])

    match = re.fullmatch("opora_([0-9a-f]{16})_([0-9a-f]{64})", key)

    assert match is not None
    stored = await session.get_one(ApiKey, match[1])
    assert stored.secret_hash == sha256(match[2].encode()).hexdigest()
    assert match[2] not in repr(take_apart(key))


async def test_a_wrong_secret_is_nobody(session: AsyncSession) -> None:
    _, key = await create_client(session, "КИАСУО", [], [])
    parts = take_apart(key)

    assert await find_key_holder(session, KeyParts(parts.key_id, "0" * 64)) is None
    assert await find_key_holder(session, KeyParts("0" * 16, parts.secret)) is None


@pytest.mark.parametrize(
    "text", ["", "opora", "opora_x_y", f"opora_{'a' * 16}_{'g' * 64}", f"sk_{'a' * 16}_{'a' * 64}"]
)
def test_what_is_not_a_key_of_ours_is_recognized_as_such(text: str) -> None:
    assert parse_key(text) is None


def test_an_unknown_key_never_matches_even_where_its_hash_would_be_the_stand_in() -> None:
    assert not KeyParts("0" * 16, "0" * 64).matches("0" * 64)


async def test_unknown_scopes_are_refused_by_name(session: AsyncSession) -> None:
    with pytest.raises(UnknownScope, match="identification:everything"):
        await create_client(session, "КИАСУО", ["identification:everything"], [REGION])


async def test_a_name_belongs_to_one_client(session: AsyncSession) -> None:
    await create_client(session, "КИАСУО", [], [])

    with pytest.raises(ClientNameTaken):
        await create_client(session, "КИАСУО", [], [])


async def test_a_key_can_be_changed_over_with_two_active_at_once(session: AsyncSession) -> None:
    client, old = await create_client(session, "КИАСУО", [], [])

    new = await issue_key(session, client.id)

    assert await find_key_holder(session, take_apart(old)) == await find_key_holder(session, take_apart(new))
    assert await find_key_holder(session, take_apart(new)) is not None


async def test_a_third_active_key_is_refused(session: AsyncSession) -> None:
    client, _ = await create_client(session, "КИАСУО", [], [])
    await issue_key(session, client.id)

    with pytest.raises(TooManyKeys):
        await issue_key(session, client.id)


async def test_a_revoked_key_makes_room_for_a_new_one(session: AsyncSession) -> None:
    client, old = await create_client(session, "КИАСУО", [], [])
    await issue_key(session, client.id)
    await revoke_key(session, client.id, take_apart(old).key_id)

    new = await issue_key(session, client.id)

    assert await find_key_holder(session, take_apart(new)) is not None


async def test_an_issue_waits_for_another_one_under_way_and_counts_its_key(committed_database: Database) -> None:
    async with committed_database.transaction() as session:
        client, _ = await create_client(session, "КИАСУО", [], [])

    async def issue() -> str:
        async with committed_database.transaction() as session:
            return await issue_key(session, client.id)

    async with committed_database.transaction() as session:
        await issue_key(session, client.id)
        third = asyncio.create_task(issue())
        done, _ = await asyncio.wait([third], timeout=0.3)

    assert not done
    with pytest.raises(TooManyKeys):
        await third


async def test_a_revoked_key_stops_at_once_and_the_other_one_goes_on(session: AsyncSession) -> None:
    client, old = await create_client(session, "КИАСУО", [], [])
    new = await issue_key(session, client.id)

    await revoke_key(session, client.id, take_apart(old).key_id)

    assert await find_key_holder(session, take_apart(old)) is None
    assert await find_key_holder(session, take_apart(new)) is not None


async def test_a_revoked_client_loses_every_key_and_gets_no_new_one(session: AsyncSession) -> None:
    client, key = await create_client(session, "КИАСУО", [], [])

    await revoke_client(session, client.id)

    assert await find_key_holder(session, take_apart(key)) is None
    with pytest.raises(ClientRevoked):
        await issue_key(session, client.id)


async def test_revoking_twice_keeps_the_first_time(session: AsyncSession) -> None:
    client, key = await create_client(session, "КИАСУО", [], [])
    await revoke_client(session, client.id)
    await revoke_key(session, client.id, take_apart(key).key_id)
    select_times = select(Client.revoked_at, ApiKey.revoked_at).join(ApiKey, ApiKey.client_id == Client.id)
    before = (await session.execute(select_times)).one()

    await revoke_client(session, client.id)
    await revoke_key(session, client.id, take_apart(key).key_id)

    assert (await session.execute(select_times)).one() == before


async def test_an_expired_key_is_nobody_and_does_not_count_as_active(session: AsyncSession) -> None:
    client, key = await create_client(session, "КИАСУО", [], [], utc_now() + timedelta(hours=1))
    await issue_key(session, client.id)
    assert await find_key_holder(session, take_apart(key)) is not None

    await session.execute(
        update(ApiKey).where(ApiKey.id == take_apart(key).key_id).values(expires_at=utc_now() - timedelta(seconds=1))
    )

    assert await find_key_holder(session, take_apart(key)) is None
    assert await issue_key(session, client.id)


async def test_a_key_cannot_be_made_expired(session: AsyncSession) -> None:
    with pytest.raises(ExpiryPassed):
        await create_client(session, "КИАСУО", [], [], utc_now() - timedelta(seconds=1))


async def test_what_does_not_exist_cannot_be_revoked_or_given_a_key(session: AsyncSession) -> None:
    with pytest.raises(ClientNotFound):
        await revoke_client(session, uuid4())
    with pytest.raises(ClientNotFound):
        await issue_key(session, uuid4())
    with pytest.raises(ApiKeyNotFound):
        await revoke_key(session, uuid4(), "0" * 16)


async def test_nobody_revokes_the_key_of_another_client(session: AsyncSession) -> None:
    _, key = await create_client(session, "КИАСУО", [], [])
    other, _ = await create_client(session, "Портал", [], [])

    with pytest.raises(ApiKeyNotFound):
        await revoke_key(session, other.id, take_apart(key).key_id)

    assert await find_key_holder(session, take_apart(key)) is not None


async def test_what_happens_to_a_client_is_recorded_once(session: AsyncSession) -> None:
    client, key = await create_client(session, "КИАСУО", [], [])
    for _ in range(2):
        await revoke_key(session, client.id, take_apart(key).key_id)
        await revoke_client(session, client.id)

    recorded = (await list_changes(session, "client", "КИАСУО", PageRequest())).items

    assert [change.action for change in recorded] == ["revoked", "key_revoked", "key_issued", "created"]


async def test_clients_are_listed_with_their_working_keys(session: AsyncSession) -> None:
    client, old = await create_client(session, "КИАСУО", [], [])
    gone, _ = await create_client(session, "Портал", [], [])
    new = await issue_key(session, client.id)
    await revoke_key(session, client.id, take_apart(old).key_id)
    await revoke_client(session, gone.id)

    listed = await list_clients(session)

    assert [(one.name, key.id if key else None) for one, key in listed] == [
        ("КИАСУО", take_apart(new).key_id),
        ("Портал", None),
    ]
