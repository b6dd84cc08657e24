"""Runs everything in one process: the gateway with the three APIs, and the three workers."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

import services.identification.app
import services.identification.worker
import services.monitoring.app
import services.monitoring.worker
import services.roadmap.app
import services.roadmap.worker
from opora.embedded import (
    DataFolderInUse,
    EmbeddedServers,
    PostgresServer,
    default_data_dir,
    temporary_folder,
    temporary_servers,
)
from opora.embedded.ports import is_port_free
from opora.embedded.server import EmbeddedServer
from opora.gateway import create_gateway
from opora.migration import migrate
from shared.database.engine import DatabaseRole, create_database_engine
from shared.database.schema_version import require_current_schema
from shared.database.session import Database
from shared.errors import Invalid
from shared.http.server import create_server
from shared.http.startup import DatabaseNotConfigured, require_unprivileged_login
from shared.settings import Settings

_SERVICES = (services.identification, services.monitoring, services.roadmap)


class ServersIncomplete(Invalid):
    """Заданы не все адреса: нужны и OPORA_DATABASE_URL, и OPORA_REDIS_URL, либо ни одного."""

    code = "servers-incomplete"
    title = "Give both servers or none"


def get_service(name: str) -> ModuleType:
    """Return the package of a service, with its `app` and its `worker`."""
    return next(service for service in _SERVICES if service.app.DEFINITION.name == name)


def create_apps(settings: Settings) -> list[FastAPI]:
    """Return the APIs of all services."""
    return [service.app.create_app(settings) for service in _SERVICES]


def require_free_port(port: int) -> None:
    """Raise PortTaken before anything is started for nothing; port 0 stands for any free one."""
    if port and not is_port_free(port):
        raise PortTaken(f"Порт {port} занят другой программой. Остановите её или укажите другой порт: --port.")


@dataclass(frozen=True, slots=True)
class Provided:
    """Servers to work with: settings with their addresses, and those that are this process's own to keep alive."""

    settings: Settings
    own: tuple[EmbeddedServer, ...] = ()


@contextmanager
def provided_servers(settings: Settings, data_dir: Path | None, *, temporary: bool = False) -> Iterator[Provided]:
    """Yield the given servers, or embedded ones that are migrated and live as long as the block.

    Temporary ones keep nothing: their folder vanishes with them.
    """
    if settings.database_url and settings.redis_url:
        yield Provided(with_storage(settings, data_dir))
        return
    if settings.database_url or settings.redis_url:
        raise ServersIncomplete
    with ExitStack() as stack:
        lasting = None if temporary else EmbeddedServers(data_dir or settings.data_dir)
        servers = stack.enter_context(lasting or temporary_servers(with_redis=True))
        asyncio.run(migrate(servers.owner_database_url, servers.database_url))
        addresses = {"database_url": servers.database_url, "redis_url": servers.redis_url}
        placed = with_storage(settings, stack.enter_context(temporary_folder()) if temporary else data_dir)
        yield Provided(placed.model_copy(update=addresses), lasting.members if lasting else ())


def with_storage(settings: Settings, data_dir: Path | None = None) -> Settings:
    """Return the settings with a place for files: the given one, or a folder beside the data of the servers."""
    if settings.storage_url is not None:
        return settings
    folder = (data_dir or settings.data_dir or default_data_dir()).absolute() / "files"
    return settings.model_copy(update={"storage_url": folder.as_uri()})


@contextmanager
def provided_database(settings: Settings, data_dir: Path | None) -> Iterator[Settings]:
    """Yield settings with the given database, or the embedded one: as `opora up` runs it, or started for a while."""
    if settings.database_url:
        yield settings
        return
    server = PostgresServer((data_dir or settings.data_dir or default_data_dir()) / "postgres")
    try:
        server.start()
    except DataFolderInUse:
        server.recall()
        yield settings.model_copy(update={"database_url": server.database_url})
        return
    with server:
        asyncio.run(migrate(server.owner_database_url, server.database_url))
        yield settings.model_copy(update={"database_url": server.database_url})


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """Open the services' database as an API would; refuse an old schema."""
    if settings.database_url is None:
        raise DatabaseNotConfigured
    engine = create_database_engine(settings.database_url, DatabaseRole.app, application_name="opora-command")
    database = Database(engine)
    try:
        await require_current_schema(engine)
        yield database
    finally:
        await database.dispose()


async def require_usable_database(settings: Settings) -> None:
    """Raise what the APIs would raise at their start, where a refusal ends in the log of the HTTP server."""
    async with open_database(settings) as database:
        await require_unprivileged_login(database.engine)


@asynccontextmanager
async def running(settings: Settings, port: int) -> AsyncIterator[uvicorn.Server]:
    """Run the gateway and the workers while the block runs; ready when it begins."""
    await require_usable_database(settings)
    async with AsyncExitStack() as stack:
        for service in _SERVICES:
            worker = service.worker.create_worker(settings)
            await worker.require_current_schema()
            await stack.enter_async_context(worker.running())
        gateway = create_gateway(create_apps(settings), settings)
        yield await stack.enter_async_context(serving(gateway, settings, host="127.0.0.1", port=port))


@asynccontextmanager
async def serving(app: ASGIApp, settings: Settings, *, host: str, port: int) -> AsyncIterator[uvicorn.Server]:
    """Serve the application while the block runs; it listens when the block begins."""
    server = create_server(app, settings, host=host, port=port)
    task = asyncio.create_task(_serve(server))
    try:
        while not server.started and not task.done():  # noqa: ASYNC110  # uvicorn sets a flag, no event
            await asyncio.sleep(0.02)
        if task.done():
            raise PortTaken(f"Порт {port} занят или сервер не запустился. Укажите другой: --port.")
        yield server
    finally:
        server.should_exit = True
        await task


class PortTaken(Invalid):
    """Порт занят или сервер не запустился. Укажите другой: --port."""

    code = "port-taken"
    title = "The port is taken"


async def _serve(server: uvicorn.Server) -> None:
    # uvicorn would take Ctrl-C and SIGTERM for itself and end the process before the servers below are stopped.
    server.capture_signals = contextmanager(_no_signals)  # type: ignore[method-assign]  # uvicorn has no switch
    try:
        await server.serve()
    except SystemExit:
        # Its way of saying that it could not listen; it has logged why.
        return


def _no_signals() -> Iterator[None]:
    yield


def catch_signals() -> asyncio.Event:
    """Return an event that is set once somebody asks this process to end: Ctrl-C or SIGTERM."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    return asked


async def wait_for_signal() -> None:
    """Wait until somebody asks this process to end."""
    await catch_signals().wait()
