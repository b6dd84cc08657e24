"""What the demo says to the API, as any other program would: files in, runs, verdicts out."""

import asyncio
from collections.abc import AsyncIterator, Container, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx

from services.identification.imports.schemas import Dataset, ReceiptRead
from services.identification.lists.schemas import ListComparison, ListDifference, ListRead, ListWrite
from services.identification.runs.schemas import RunCreate, RunRead, RunState, VerdictSummary
from services.identification.schools.schemas import SchoolRead
from shared.errors import OporaError
from shared.http.orders import Order
from shared.imports.schemas import ReceiptState
from shared.reference.categories import Category

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

    async def approve_run(self, run: RunRead, order: Order) -> ListRead:
        """Publish the list of a run on the ground of an order; one that is published already is left alone."""
        approved = [one async for one in self._list_published(run.academic_year, "calculated") if one.run_id == run.id]
        if approved:
            return approved[0]
        reply = await self._http.post(f"{_ROOT}/runs/{run.id}/approval", json=order.model_dump(mode="json"))
        return ListRead.model_validate(_accepted(reply).json())

    async def publish_document(self, document: ListWrite, schools: list[str]) -> ListRead:
        """Enter a list by document and publish it; one that is published already is left alone."""
        async for published in self._list_published(document.academic_year, "document"):
            return published
        draft = _accepted(await self._http.post(f"{_ROOT}/lists", json=document.model_dump(mode="json")))
        address = draft.headers["Location"]
        seen = {"If-Match": draft.headers["ETag"]}
        filled = _accepted(await self._http.put(f"{address}/schools", json={"schools": schools}, headers=seen))
        seen = {"If-Match": filled.headers["ETag"]}
        return ListRead.model_validate(_accepted(await self._http.post(f"{address}/publication", headers=seen)).json())

    async def list_differences(self, category: Category, academic_year: str) -> ListDifference:
        """Return where the document and the calculation differ."""
        parameters = {"category": category.value, "academic_year": academic_year, "limit": _PAGE_LIMIT}
        reply = await self._http.get(f"{_ROOT}/list-difference", params=parameters)
        return ListDifference.model_validate(_accepted(reply).json())

    async def compare_years(self, category: Category, earlier: str, later: str) -> ListComparison:
        """Return who entered, stayed and left between the lists in force of two years."""
        parameters = {"category": category.value, "from": earlier, "to": later, "limit": _PAGE_LIMIT}
        reply = await self._http.get(f"{_ROOT}/list-comparison", params=parameters)
        return ListComparison.model_validate(_accepted(reply).json())

    async def _list_published(self, academic_year: str, basis: str) -> AsyncIterator[ListRead]:
        filters = {"academic_year": academic_year, "basis": basis, "state": "published"}
        async for item in self._list(f"{_ROOT}/lists", filters):
            yield ListRead.model_validate(item)

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

    async def _list(self, path: str, filters: Mapping[str, str] | None = None) -> AsyncIterator[Any]:
        parameters: dict[str, str | int] = {"limit": _PAGE_LIMIT, **(filters or {})}
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
