"""`opora client create`: keys for programs that call the API."""

import asyncio
from datetime import datetime, timedelta
from typing import Annotated

import typer

from opora.commands.failing import refusing, say
from opora.commands.up import DataDir
from opora.running import open_database, provided_database
from shared.access.clients import create_client
from shared.access.principals import InvalidTerritory, Territory, TerritoryLevel
from shared.access.scopes import SCOPES
from shared.clock import utc_now
from shared.settings import Settings, get_settings

client_app = typer.Typer(help="Clients of the API and their keys.", no_args_is_help=True)


@client_app.callback()
def clients() -> None:
    """Manage the programs that may call the API."""


@client_app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Name of the program, for example kiasuo.")],
    scope: Annotated[list[str], typer.Option(help=f"What it may do; may be repeated. One of: {', '.join(SCOPES)}.")],
    territory: Annotated[
        list[str],
        typer.Option(help="Where: federal, region:04, municipality:04729000 or school:edu240001; may be repeated."),
    ],
    expires_in_days: Annotated[int, typer.Option(min=1, max=3650, help="The key works for so many days.")] = 365,
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
    typer.echo(key)
    say(f"Ключ действует до {expires_at:%d.%m.%Y}. Сохраните его: больше он показан не будет.")


async def _create(
    settings: Settings, name: str, scopes: list[str], places: list[Territory], expires_at: datetime
) -> str:
    async with open_database(settings) as database, database.transaction() as session:
        _, key = await create_client(session, name, scopes, places, expires_at)
    return key


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
