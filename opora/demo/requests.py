"""How the demo speaks to the API: requests of one key to one address, as any other program would make them."""

import asyncio
from collections.abc import AsyncIterator, Container, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, Protocol, Self, TypedDict, TypeVar, Unpack

import httpx

from shared.errors import OporaError

# Jobs of this size take milliseconds, a worker looks for them twice a second.
_LOOK_EVERY_SECONDS = 0.1
# A worker that was killed leaves a job for this long at most; beyond it something is broken.
_PATIENCE_SECONDS = 60
PAGE_LIMIT = 500


class Followed(Protocol):
    """Something that a 202 points to: it has a state, and ends."""

    @property
    def state(self) -> str:
        """How far it has come."""
        ...

    @classmethod
    def model_validate(cls, obj: object) -> Self:
        """Read it."""
        ...


class Sent(TypedDict, total=False):
    """What a request carries."""

    params: Mapping[str, str | int]
    headers: Mapping[str, str]
    json: object
    content: bytes


FollowedT = TypeVar("FollowedT", bound=Followed)


class DemoFailed(OporaError):
    """Показ не удался: это ошибка программы. Сообщите о ней вместе с текстом выше."""

    code = "demo-failed"
    title = "The demo failed"


class Requests:
    """Requests of one key to one address; any answer but a good one ends the demo."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def send(self, method: str, path: str, **more: Unpack[Sent]) -> httpx.Response:
        """Send a request and return its answer."""
        return _require_good(await self._http.request(method, path, **more))

    async def list_items(self, path: str, filters: Mapping[str, str] | None = None) -> AsyncIterator[Any]:
        """Yield the items of all pages of a list."""
        parameters: dict[str, str | int] = {"limit": PAGE_LIMIT, **(filters or {})}
        while True:
            page = (await self.send("GET", path, params=parameters)).json()
            for item in page["items"]:
                yield item
            if page["next_cursor"] is None:
                return
            parameters["cursor"] = page["next_cursor"]

    async def follow(self, accepted: httpx.Response, shape: type[FollowedT], final: Container[str]) -> FollowedT:
        """Look at what a 202 points to until its state is final."""
        location = accepted.headers["Location"]
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self._look_until(location, shape, final)
        except TimeoutError as error:
            raise DemoFailed(f"{location} не завершается за {_PATIENCE_SECONDS} с: работник очереди молчит.") from error

    async def read_when_ready(self, path: str, parameters: Mapping[str, str]) -> bytes:
        """Return a file that a job is about to make: a conflict says that it is not there yet."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while True:
                reply = await self._http.get(path, params=parameters)
                if reply.status_code != HTTPStatus.CONFLICT:
                    return _require_good(reply).content
                await asyncio.sleep(_LOOK_EVERY_SECONDS)

    async def _look_until(self, location: str, shape: type[FollowedT], final: Container[str]) -> FollowedT:
        while True:
            seen = shape.model_validate((await self.send("GET", location)).json())
            if seen.state in final:
                return seen
            await asyncio.sleep(_LOOK_EVERY_SECONDS)


def _require_good(reply: httpx.Response) -> httpx.Response:
    if reply.is_error:
        raise DemoFailed(f"{reply.request.method} {reply.request.url.path}: {reply.status_code} {reply.text}")
    return reply


@asynccontextmanager
async def open_requests(address: str, key: str) -> AsyncIterator[Requests]:
    """Speak to an address with a key."""
    headers = {"Authorization": f"Bearer {key}"}
    # This machine's own address must not go through a proxy that the environment names.
    async with httpx.AsyncClient(base_url=address, headers=headers, trust_env=False, timeout=30) as http:
        try:
            yield Requests(http)
        except httpx.HTTPError as error:
            raise DemoFailed(f"{address} не отвечает: {error or type(error).__name__}.") from error
