"""Runs an application under uvicorn, whose own words go into our log."""

import uvicorn
from starlette.types import ASGIApp

from shared.settings import Settings

# Requests in flight get this long after SIGTERM; below the usual grace of a container (30 s).
_GRACE_SECONDS = 20


def create_server(app: ASGIApp, settings: Settings, *, host: str, port: int) -> uvicorn.Server:
    """Return a server that logs through `shared.logging` (configured by the caller); `await server.serve()`."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            # None leaves uvicorn's loggers without handlers of their own, so their lines reach ours.
            log_config=None,
            log_level=settings.log_level.lower(),
            # One line a request is written by RequestContextMiddleware, with its id and without its query.
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )
