"""`opora up`: everything on this machine, until Ctrl-C."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from opora.commands.failing import refusing, say
from opora.keeping import keep_until
from opora.running import Provided, catch_signals, provided_servers, require_free_port, running
from shared.settings import get_settings

DataDir = Annotated[
    Path | None, typer.Option(file_okay=False, help="Folder of the embedded servers; the user's data folder without.")
]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port of the gateway on 127.0.0.1.")]


def up(data_dir: DataDir = None, port: Port = 8000) -> None:
    """Run everything on this machine, until Ctrl-C: Postgres, Redis, three APIs behind one address, three workers.

    With OPORA_DATABASE_URL and OPORA_REDIS_URL set, those servers are used instead; migrate them with `opora migrate`.
    A server of its own that dies is started again.
    """
    settings = get_settings()
    with refusing(settings, log_level=settings.log_level):
        require_free_port(port)
        with provided_servers(settings, data_dir) as provided:
            asyncio.run(_run(provided, port))


async def _run(provided: Provided, port: int) -> None:
    # Before the start, so that a signal that comes early ends things in good order too.
    asked = catch_signals()
    async with running(provided.settings, port):
        say(f"Опора работает: http://127.0.0.1:{port}/ — остановить: Ctrl-C.")
        await keep_until(asked, provided.own)
        say("Останавливаюсь…")
