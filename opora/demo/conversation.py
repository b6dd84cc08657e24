"""What the demo says to the API, as any other program would: files in, runs, verdicts out."""

import asyncio
from collections.abc import AsyncIterator, Container
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx

from services.identification.imports.schemas import Dataset, ReceiptRead, ReceiptState
from services.identification.runs.schemas import RunCreate, RunRead, RunState, VerdictSummary
from services.identification.schools.schemas import SchoolRead
from shared.errors import OporaError

_ROOT = "/identification/v1"
# Jobs of this size take milliseconds, a worker looks for them twice a second.
_LOOK_EVERY_SECONDS = 0.1
# A worker that was killed leaves a job for this long at most; beyond it something is broken.
_PATIENCE_SECONDS = 60
_PAGE_LIMIT = 500
Answer = TypeVar("Answer", ReceiptRead, RunRead)


class DemoFailed(OporaError):
    """Показ не удался: это ошибка программы. Сообщите о ней вместе с текстом выше."""

    code = "demo-failed"
    title = "The demo failed"


class Conversation:
    """Requests of one key to one address."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def import_file(self, dataset: Dataset, content: bytes) -> ReceiptRead:
        """Send a file and wait for its receipt; every row of the demo's files must be accepted."""
        sent = await self._http.post(
            f"{_ROOT}/imports", params={"dataset": dataset.value}, content=content, headers={"Content-Type": "text/csv"}
        )
        receipt = await self._follow(sent, ReceiptRead, {ReceiptState.done, ReceiptState.failed})
        if receipt.state is not ReceiptState.done or receipt.rejected:
            raise DemoFailed(f"Файл «{dataset.value}» принят не полностью: {receipt.failure or receipt.rejected}.")
        return receipt

    async def run_rule(self, wanted: RunCreate) -> RunRead:
        """Ask for a run and wait until it is finished."""
        asked = await self._http.post(f"{_ROOT}/runs", json=wanted.model_dump())
        run = await self._follow(asked, RunRead, {RunState.finished, RunState.failed})
        if run.state is not RunState.finished:
            raise DemoFailed(run.failure)
        return run

    async def list_schools(self) -> list[SchoolRead]:
        """Return the register."""
        return [SchoolRead.model_validate(item) async for item in self._list(f"{_ROOT}/schools")]

    async def list_verdicts(self, run: RunRead) -> list[VerdictSummary]:
        """Return every verdict of a run."""
        path = f"{_ROOT}/runs/{run.id}/verdicts"
        return [VerdictSummary.model_validate(item) async for item in self._list(path)]

    async def explain_verdict(self, run: RunRead, school_code: str) -> str:
        """Return the full explanation of one verdict."""
        reply = await self._http.get(f"{_ROOT}/runs/{run.id}/verdicts/{school_code}/explanation")
        return _accepted(reply).text

    async def _list(self, path: str) -> AsyncIterator[Any]:
        parameters: dict[str, str | int] = {"limit": _PAGE_LIMIT}
        while True:
            page = _accepted(await self._http.get(path, params=parameters)).json()
            for item in page["items"]:
                yield item
            if page["next_cursor"] is None:
                return
            parameters["cursor"] = page["next_cursor"]

    async def _follow(self, accepted: httpx.Response, shape: type[Answer], final: Container[str]) -> Answer:
        """Look at what a 202 points to until its state is final."""
        location = _accepted(accepted).headers["Location"]
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self._look_until(location, shape, final)
        except TimeoutError as error:
            raise DemoFailed(f"{location} не завершается за {_PATIENCE_SECONDS} с: работник очереди молчит.") from error

    async def _look_until(self, location: str, shape: type[Answer], final: Container[str]) -> Answer:
        while True:
            seen = shape.model_validate(_accepted(await self._http.get(location)).json())
            if seen.state in final:
                return seen
            await asyncio.sleep(_LOOK_EVERY_SECONDS)


def _accepted(reply: httpx.Response) -> httpx.Response:
    if reply.is_error:
        raise DemoFailed(f"{reply.request.method} {reply.request.url.path}: {reply.status_code} {reply.text}")
    return reply


@asynccontextmanager
async def open_conversation(address: str, key: str) -> AsyncIterator[Conversation]:
    """Speak to an address with a key."""
    headers = {"Authorization": f"Bearer {key}"}
    # This machine's own address must not go through a proxy that the environment names.
    async with httpx.AsyncClient(base_url=address, headers=headers, trust_env=False, timeout=30) as http:
        try:
            yield Conversation(http)
        except httpx.HTTPError as error:
            raise DemoFailed(f"{address} не отвечает: {error or type(error).__name__}.") from error
