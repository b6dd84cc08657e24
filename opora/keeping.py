"""Starts an embedded server again when it died under the process that uses it."""

import asyncio
from collections.abc import Sequence

import structlog

from opora.embedded.server import EmbeddedServer

# Long enough to cost nothing, short enough that people take the outage for a pause.
_LOOK_EVERY_SECONDS = 1.0

logger = structlog.get_logger(__name__)


async def keep_until(asked: asyncio.Event, servers: Sequence[EmbeddedServer]) -> None:
    """Keep the servers alive until the event is set; raise what a server that cannot be started again raised."""
    waiting = asyncio.create_task(asked.wait())
    keeping = asyncio.create_task(_keep_forever(servers))
    try:
        await asyncio.wait({waiting, keeping}, return_when=asyncio.FIRST_COMPLETED)
        if keeping.done():
            await keeping
    finally:
        waiting.cancel()
        keeping.cancel()


async def _keep_forever(servers: Sequence[EmbeddedServer]) -> None:
    while True:
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
        for server in servers:
            if server.is_running:
                continue
            logger.warning("embedded_server_died", server=server.name)
            # Same folder, port and passwords: the addresses already given out stay true. In a thread, which the end of
            # the event loop waits for: a start in its middle is never met by the stop of the same server.
            await asyncio.to_thread(server.start)
            logger.warning("embedded_server_restarted", server=server.name, port=server.port)
