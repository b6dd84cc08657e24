"""`opora serve`: one API alone, or the gateway before APIs that run alone."""

import asyncio
from enum import StrEnum
from typing import Annotated

import typer
from starlette.types import ASGIApp

from opora.commands.failing import refusing, say
from opora.gateway import create_remote_gateway
from opora.running import catch_signals, get_service, require_usable_database, serving, with_storage
from shared.settings import Settings, get_settings


class Part(StrEnum):
    """What can be served alone."""

    identification = "identification"
    monitoring = "monitoring"
    roadmap = "roadmap"
    gateway = "gateway"


# The same ports as in the addresses where the gateway looks by default.
_PORTS = {Part.gateway: 8000, Part.identification: 8001, Part.monitoring: 8002, Part.roadmap: 8003}

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all, as in a container.")]
Port = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=65535,
        help="Port to listen on. Default: "
        + ", ".join(f"{number} for {part.value}" for part, number in _PORTS.items())
        + ".",
    ),
]


def serve(
    part: Annotated[Part, typer.Argument(help="What to serve.")], host: Host = "127.0.0.1", port: Port = None
) -> None:
    """Serve one API alone, or the gateway before APIs that run alone, until Ctrl-C or SIGTERM.

    For machines and containers of their own; `opora up` runs everything in one process. An API needs
    OPORA_DATABASE_URL, migrated by `opora migrate`, and OPORA_REDIS_URL to wake the workers. The gateway needs no
    server, only the APIs' addresses: OPORA_IDENTIFICATION_URL, OPORA_MONITORING_URL, OPORA_ROADMAP_URL.

    `opora serve identification`, and in another terminal `opora work identification`
    """
    settings = get_settings()
    with refusing(settings, log_level=settings.log_level):
        asyncio.run(_serve(part, settings, host, port or _PORTS[part]))


def _create(part: Part, settings: Settings) -> ASGIApp:
    if part is Part.gateway:
        addresses = {
            Part.identification: settings.identification_url,
            Part.monitoring: settings.monitoring_url,
            Part.roadmap: settings.roadmap_url,
        }
        found = [(get_service(one.value).app.DEFINITION, address) for one, address in addresses.items()]
        return create_remote_gateway(found, settings)
    app: ASGIApp = get_service(part.value).app.create_app(with_storage(settings))
    return app


async def _serve(part: Part, settings: Settings, host: str, port: int) -> None:
    # Before the start: a container may be asked to stop while it still begins.
    asked = catch_signals()
    if part is not Part.gateway:
        # The application asks again when it starts, but there a refusal ends in the server's log.
        await require_usable_database(settings)
    async with serving(_create(part, settings), settings, host=host, port=port):
        await asked.wait()
        say("Останавливаюсь…")
