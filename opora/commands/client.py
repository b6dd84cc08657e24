"""`opora client`: programs that call the API, and their keys."""

import asyncio
from datetime import datetime, timedelta
from typing import Annotated

import typer

from opora.commands.failing import refusing, say
from opora.commands.up import DataDir
from opora.running import open_database, provided_database
from shared.access.clients import (
    create_client,
    get_client,
    issue_key,
    list_clients,
    revoke_client,
    revoke_key,
)
from shared.access.principals import InvalidTerritory, Territory, TerritoryLevel
from shared.access.scopes import SCOPES
from shared.clock import utc_now
from shared.settings import Settings, get_settings

client_app = typer.Typer(add_completion=False, help="Clients of the API and their keys.", no_args_is_help=True)


@client_app.callback()
def clients() -> None:
    """Manage the programs that may call the API."""


ExpiresInDays = Annotated[int, typer.Option(min=1, max=3650, help="The key works for so many days.")]
Name = Annotated[str, typer.Argument(help="Name of the program, for example kiasuo.")]


@client_app.command("create")
def create(
    name: Name,
    scope: Annotated[list[str], typer.Option(help=f"What it may do; may be repeated. One of: {', '.join(SCOPES)}.")],
    territory: Annotated[
        list[str],
        typer.Option(help="Where: federal, region:04, municipality:04729000 or school:edu240001; may be repeated."),
    ],
    expires_in_days: ExpiresInDays = 365,
    data_dir: DataDir = None,
) -> None:
    """Create a client and print its key, once: it cannot be shown again.

    `opora client create kiasuo --scope identification:write --territory region:04`
    """
    settings = get_settings()
    places = [_read_territory(text) for text in territory]
    expires_at = utc_now() + timedelta(days=expires_in_days)
    with refusing(settings), provided_database(settings, data_dir) as provided:
        key = asyncio.run(_create(provided, name, scope, places, expires_at))
    _show_key(key, expires_at)


@client_app.command("issue-key")
def issue(name: Name, expires_in_days: ExpiresInDays = 365, data_dir: DataDir = None) -> None:
    """Issue one more key, so that a program can change over before the old one is revoked; two work at a time.

    `opora client issue-key kiasuo`, then `opora client revoke kiasuo --key` with the old one's id.
    """
    settings = get_settings()
    expires_at = utc_now() + timedelta(days=expires_in_days)
    with refusing(settings), provided_database(settings, data_dir) as provided:
        key = asyncio.run(_issue(provided, name, expires_at))
    _show_key(key, expires_at)


@client_app.command("revoke")
def revoke(
    name: Name,
    key: Annotated[str | None, typer.Option(help="Only this key: its id, as `opora client list` shows it.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Revoke a program, or one key of it; it holds from the next request on and cannot be taken back."""
    settings = get_settings()
    with refusing(settings), provided_database(settings, data_dir) as provided:
        asyncio.run(_revoke(provided, name, key))
    say("Отозвано: со следующего запроса доступа нет.")


@client_app.command("list")
def show(data_dir: DataDir = None) -> None:
    """List programs, what they may do and where, and the ids of their working keys; one line a key."""
    settings = get_settings()
    with refusing(settings), provided_database(settings, data_dir) as provided:
        for line in asyncio.run(_list(provided)):
            typer.echo("\t".join(line))


def _show_key(key: str, expires_at: datetime) -> None:
    typer.echo(key)
    say(f"Ключ действует до {expires_at:%d.%m.%Y}. Сохраните его: больше он показан не будет.")


async def _create(
    settings: Settings, name: str, scopes: list[str], places: list[Territory], expires_at: datetime
) -> str:
    async with open_database(settings) as database, database.transaction() as session:
        _, key = await create_client(session, name, scopes, places, expires_at)
    return key


async def _issue(settings: Settings, name: str, expires_at: datetime) -> str:
    async with open_database(settings) as database, database.transaction() as session:
        return await issue_key(session, (await get_client(session, name)).id, expires_at)


async def _revoke(settings: Settings, name: str, key_id: str | None) -> None:
    async with open_database(settings) as database, database.transaction() as session:
        client = await get_client(session, name)
        if key_id is None:
            await revoke_client(session, client.id)
        else:
            await revoke_key(session, client.id, key_id)


async def _list(settings: Settings) -> list[tuple[str, ...]]:
    async with open_database(settings) as database, database.transaction() as session:
        found = await list_clients(session)
    return [
        (
            client.name,
            " ".join(client.scopes),
            " ".join(":".join(filter(None, (place["level"], place["code"]))) for place in client.territories),
            key.id if key else "-",
            f"{key.expires_at:%Y-%m-%d}" if key and key.expires_at else "-",
        )
        for client, key in found
    ]


def _read_territory(text: str) -> Territory:
    level, _, code = text.partition(":")
    known: tuple[TerritoryLevel, ...] = ("federal", "region", "municipality", "school")
    for one in known:
        if level == one:
            try:
                return Territory(one, code or None)
            except InvalidTerritory as error:
                raise typer.BadParameter(error.detail, param_hint="--territory") from error
    raise typer.BadParameter(f"{text!r}: begin with federal, region, municipality or school", param_hint="--territory")
