"""Callers of the services over a test's database: HTTP in this process, jobs run when asked."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Generic, TypeVar

import httpx
from asgi_lifespan import LifespanManager
from starlette.types import ASGIApp

from shared.access.clients import create_client
from shared.access.principals import Territory
from shared.access.scopes import SCOPES
from shared.database.session import Database
from shared.queue.definition import AnyJob
from shared.queue.draining import run_ready_jobs


class Caller:
    """A client of one service's API with a key of its own."""

    base: str
    jobs: Sequence[AnyJob]

    def __init__(self, http: httpx.AsyncClient, database: Database) -> None:
        self.http = http
        self.database = database

    async def get(self, path: str, **parameters: Any) -> httpx.Response:
        return await self.http.get(f"{self.base}{path}", params=parameters)

    async def post(self, path: str, body: object = None, **headers: str) -> httpx.Response:
        """Send a JSON body; keywords are headers (`if_match="*"`)."""
        return await self.http.post(f"{self.base}{path}", json=body, headers=_named(headers))

    async def put(self, path: str, body: object, **headers: str) -> httpx.Response:
        return await self.http.put(f"{self.base}{path}", json=body, headers=_named(headers))

    async def run_jobs(self) -> None:
        await run_ready_jobs(self.database, self.jobs)


CallerT = TypeVar("CallerT", bound=Caller)
MakeAnyCaller = Callable[..., Awaitable[CallerT]]


class Calling(Generic[CallerT]):
    """Makes callers of one kind for a running application."""

    def __init__(self, kind: type[CallerT], app: ASGIApp, database: Database, stack: AsyncExitStack) -> None:
        self.kind = kind
        self.app = app
        self.database = database
        self.stack = stack

    async def make(self, *territories: Territory, scopes: tuple[str, ...] = tuple(SCOPES)) -> CallerT:
        places = territories or (Territory("federal"),)
        async with self.database.transaction() as session:
            _, key = await create_client(session, f"{self.kind.base} {places} {scopes}", scopes, places)
        http = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app),
            base_url="http://opora",
            headers={"Authorization": f"Bearer {key}"},
        )
        return self.kind(await self.stack.enter_async_context(http), self.database)


@asynccontextmanager
async def calling(kind: type[CallerT], app: ASGIApp, database: Database) -> AsyncIterator[MakeAnyCaller[CallerT]]:
    """Start the application; yield what makes callers with territories and scopes, by default everything everywhere."""
    async with AsyncExitStack() as stack:
        # Five seconds, the default, are not enough where everything else on the machine is being tested too.
        manager = await stack.enter_async_context(LifespanManager(app, startup_timeout=60))
        yield Calling(kind, manager.app, database, stack).make


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
