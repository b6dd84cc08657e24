"""What the demo says to identification: files in, runs, verdicts and lists out."""

from collections.abc import AsyncIterator

from opora.demo.requests import PAGE_LIMIT, DemoFailed, Requests
from services.identification.imports.schemas import Dataset, ReceiptRead
from services.identification.lists.schemas import ListComparison, ListDifference, ListRead, ListWrite
from services.identification.runs.schemas import RunCreate, RunRead, RunState, VerdictSummary
from services.identification.schools.schemas import SchoolRead
from shared.http.orders import Order
from shared.imports.schemas import ReceiptState
from shared.reference.categories import Category

_ROOT = "/identification/v1"


class Conversation:
    """What is asked of identification."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def import_file(self, dataset: Dataset, content: bytes) -> ReceiptRead:
        """Send a file and wait for its receipt; every row of the demo's files must be accepted."""
        sent = await self._requests.send(
            "POST",
            f"{_ROOT}/imports",
            params={"dataset": dataset.value},
            content=content,
            headers={"Content-Type": "text/csv"},
        )
        receipt = await self._requests.follow(sent, ReceiptRead, {ReceiptState.done, ReceiptState.failed})
        if receipt.state is not ReceiptState.done or receipt.rejected:
            raise DemoFailed(f"Файл «{dataset.value}» принят не полностью: {receipt.failure or receipt.rejected}.")
        return receipt

    async def run_rule(self, wanted: RunCreate) -> RunRead:
        """Ask for a run and wait until it is finished."""
        asked = await self._requests.send("POST", f"{_ROOT}/runs", json=wanted.model_dump())
        run = await self._requests.follow(asked, RunRead, {RunState.finished, RunState.failed})
        if run.state is not RunState.finished:
            raise DemoFailed(run.failure)
        return run

    async def approve_run(self, run: RunRead, order: Order) -> ListRead:
        """Publish the list of a run on the ground of an order; one that is published already is left alone."""
        async for published in self._list_published(run.academic_year, "calculated"):
            if published.run_id == run.id:
                return published
        reply = await self._requests.send("POST", f"{_ROOT}/runs/{run.id}/approval", json=order.model_dump(mode="json"))
        return ListRead.model_validate(reply.json())

    async def publish_document(self, document: ListWrite, schools: list[str]) -> ListRead:
        """Enter a list by document and publish it; one that is published already is left alone."""
        async for published in self._list_published(document.academic_year, "document"):
            if published.category == document.category:
                return published
        draft = await self._requests.send("POST", f"{_ROOT}/lists", json=document.model_dump(mode="json"))
        address = draft.headers["Location"]
        seen = {"If-Match": draft.headers["ETag"]}
        filled = await self._requests.send("PUT", f"{address}/schools", json={"schools": schools}, headers=seen)
        seen = {"If-Match": filled.headers["ETag"]}
        reply = await self._requests.send("POST", f"{address}/publication", headers=seen)
        return ListRead.model_validate(reply.json())

    async def list_differences(self, category: Category, academic_year: str) -> ListDifference:
        """Return where the document and the calculation differ."""
        parameters = {"category": category.value, "academic_year": academic_year, "limit": PAGE_LIMIT}
        reply = await self._requests.send("GET", f"{_ROOT}/list-difference", params=parameters)
        return ListDifference.model_validate(reply.json())

    async def compare_years(self, category: Category, earlier: str, later: str) -> ListComparison:
        """Return who entered, stayed and left between the lists in force of two years."""
        parameters = {"category": category.value, "from": earlier, "to": later, "limit": PAGE_LIMIT}
        reply = await self._requests.send("GET", f"{_ROOT}/list-comparison", params=parameters)
        return ListComparison.model_validate(reply.json())

    async def _list_published(self, academic_year: str, basis: str) -> AsyncIterator[ListRead]:
        filters = {"academic_year": academic_year, "basis": basis, "state": "published"}
        async for item in self._requests.list_items(f"{_ROOT}/lists", filters):
            yield ListRead.model_validate(item)

    async def list_schools(self) -> list[SchoolRead]:
        """Return the register."""
        return [SchoolRead.model_validate(item) async for item in self._requests.list_items(f"{_ROOT}/schools")]

    async def list_verdicts(self, run: RunRead) -> list[VerdictSummary]:
        """Return every verdict of a run."""
        path = f"{_ROOT}/runs/{run.id}/verdicts"
        return [VerdictSummary.model_validate(item) async for item in self._requests.list_items(path)]

    async def explain_verdict(self, run: RunRead, school_code: str) -> str:
        """Return the full explanation of one verdict."""
        reply = await self._requests.send("GET", f"{_ROOT}/runs/{run.id}/verdicts/{school_code}/explanation")
        return reply.text
