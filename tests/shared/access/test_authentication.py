"""Routes let in whom they should."""

from typing import Annotated
from uuid import UUID

import pytest
from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.authentication import DEFAULT_AUTHENTICATORS
from shared.access.clients import create_client, find_key_holder, revoke_key
from shared.access.keys import parse_key
from shared.access.principals import Principal, Territory
from shared.access.requirements import require
from shared.database.session import Database
from shared.http.application import ServiceParts
from tests.shared.http.conftest import Serve

CanRun = Annotated[Principal, Depends(require("identification:run"))]

router = APIRouter()


@router.get("/caller")
async def show_caller(principal: CanRun) -> str:
    return principal.name


@pytest.fixture
async def key(undone_database: Database) -> str:
    async with undone_database.transaction() as session:
        _, key = await create_client(session, "Планировщик", ["identification:run"], [Territory("federal")])
    return key


async def test_a_key_with_the_scope_opens_the_route(serve: Serve, key: str) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/caller", headers={"Authorization": f"Bearer {key}"})

    assert (answer.status_code, answer.json()) == (200, "Планировщик")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer"}])
async def test_a_request_without_a_bearer_key_is_asked_for_one(serve: Serve, headers: dict[str, str]) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/caller", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (401, "key-missing")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("token", ["nonsense", "opora_x_y", f"opora_{'0' * 16}_{'0' * 64}", "ы"])
async def test_an_unknown_key_is_refused_without_saying_why(serve: Serve, token: str) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/caller", headers={b"Authorization": f"Bearer {token}".encode()})

    assert (answer.status_code, answer.json()["code"]) == (401, "key-refused")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_revocation_holds_from_the_next_request_on(serve: Serve, key: str, undone_database: Database) -> None:
    client = await serve(router)
    headers = {"Authorization": f"Bearer {key}"}
    before = await client.get("/probe/v1/caller", headers=headers)
    parts = parse_key(key)
    assert parts is not None

    async with undone_database.transaction() as session:
        holder = await find_key_holder(session, parts)
        assert holder is not None
        await revoke_key(session, holder.client_id, parts.key_id)
    after = await client.get("/probe/v1/caller", headers=headers)

    assert (before.status_code, after.status_code) == (200, 401)


async def test_a_key_without_the_scope_is_told_which_one_it_lacks(serve: Serve, undone_database: Database) -> None:
    async with undone_database.transaction() as session:
        _, key = await create_client(session, "Читатель", ["identification:read"], [Territory("federal")])
    client = await serve(router)

    answer = await client.get("/probe/v1/caller", headers={"Authorization": f"Bearer {key}"})

    assert (answer.status_code, answer.json()["code"]) == (403, "scope-missing")
    assert "identification:run" in answer.json()["detail"]


class TokenOfPeople:
    """Stands for the second kind of token, whose provider is another program."""

    async def find_principal(self, session: AsyncSession, token: str) -> Principal | None:
        assert session.is_active
        if token != "person":
            return None
        return Principal(UUID(int=1), "Методист", frozenset({"identification:run"}), ())


async def test_a_second_kind_of_token_joins_the_chain(serve: Serve, key: str, undone_database: Database) -> None:
    parts = ServiceParts(database=undone_database, authenticators=[*DEFAULT_AUTHENTICATORS, TokenOfPeople()])
    client = await serve(router, parts=parts)

    answers = [
        (await client.get("/probe/v1/caller", headers={"Authorization": f"Bearer {token}"})).json()
        for token in ("person", key)
    ]

    assert answers == ["Методист", "Планировщик"]
