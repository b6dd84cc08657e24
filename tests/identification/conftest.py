"""The API of identification over the worker's database, its jobs run in this process."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import httpx
import pytest

from services.identification.app import create_app
from services.identification.worker import JOBS
from shared.access.principals import Territory
from shared.database.session import Database
from shared.http.application import ServiceApplication
from shared.settings import Settings
from tests import calling
from tests.factories.files import NORILSK, ULCHSKY, make_schools

BASE = "/identification/v1"


class Caller(calling.Caller):
    """A client of the API with a key of its own."""

    base = BASE
    jobs = JOBS

    async def post_import(
        self, dataset: str, content: bytes, *, media_type: str = "text/csv", **terms: Any
    ) -> httpx.Response:
        parameters, headers = {"dataset": dataset} | terms, {"Content-Type": media_type}
        return await self.http.post(f"{self.base}/imports", params=parameters, content=content, headers=headers)

    async def import_file(
        self, dataset: str, content: bytes, *, media_type: str = "text/csv", **terms: Any
    ) -> dict[str, Any]:
        """Send a file, let the job run, return the receipt with its issues."""
        return await self._finish_import(await self.post_import(dataset, content, media_type=media_type, **terms))

    async def put_rows(self, dataset: str, rows: Sequence[object], **terms: Any) -> httpx.Response:
        return await self.http.put(f"{self.base}/{dataset}", params=terms, json={"rows": rows})

    async def import_rows(self, dataset: str, rows: Sequence[object], **terms: Any) -> dict[str, Any]:
        """Send a batch, let the job run, return the receipt with its issues."""
        return await self._finish_import(await self.put_rows(dataset, rows, **terms))

    async def _finish_import(self, answer: httpx.Response) -> dict[str, Any]:
        assert answer.status_code == 202, answer.text
        await self.run_jobs()
        receipt: dict[str, Any] = (await self.http.get(answer.headers["Location"])).json()
        issues = (await self.http.get(f"{answer.headers['Location']}/issues", params={"limit": 500})).json()
        return {**receipt, "issues": issues["items"]}

    async def post_run(self, **body: Any) -> httpx.Response:
        wanted = {
            "rule": "norilsk-2022/low-results",
            "academic_year": "2022/2023",
            "territory": {"level": "municipality", "code": "04729000"},
        }
        return await self.http.post(f"{self.base}/runs", json=wanted | body)

    async def finish_run(self, **body: Any) -> dict[str, Any]:
        """Ask for a run, let the job run, return it."""
        answer = await self.post_run(**body)
        assert answer.status_code == 202, answer.text
        await self.run_jobs()
        run: dict[str, Any] = (await self.http.get(answer.headers["Location"])).json()
        assert run["state"] == "finished", run
        return run


MakeCaller = calling.MakeAnyCaller[Caller]
SetClock = Callable[[datetime], None]


@cache
def get_app(database_url: str) -> ServiceApplication:
    """Build the API once a worker of the tests: FastAPI reads its routes at the first request, a quarter of a second.

    What a test could leave in it is opened by its lifespan, which every test runs anew.
    """
    # A login of its own beside the workers' database, as in life; the embedded login owns nothing.
    return create_app(Settings(database_url=database_url))


@pytest.fixture
async def make_caller(committed_database: Database, database_url: str) -> AsyncIterator[MakeCaller]:
    """Make a caller with the given territories and scopes; all scopes and the federation by default."""
    async with calling.calling(Caller, get_app(database_url), committed_database) as make:
        yield make


@pytest.fixture
async def caller(make_caller: MakeCaller) -> Caller:
    """A caller who may do everything everywhere."""
    return await make_caller()


@pytest.fixture
async def keeper(caller: Caller, make_caller: MakeCaller) -> Caller:
    """Who keeps the register of Norilsk; another municipality is there too."""
    await caller.import_file("schools", make_schools("edu240009"))
    await caller.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))
    return await make_caller(Territory("municipality", NORILSK))


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Set what time it is for schedules; 1 September 2022 to begin with."""

    def set_to(now: datetime) -> None:
        for module in ("services.identification.schedules.use_cases", "shared.schedules.use_cases"):
            monkeypatch.setattr(f"{module}.utc_now", lambda: now)

    set_to(datetime(2022, 9, 1, tzinfo=UTC))
    return set_to


@pytest.fixture
async def norilsk(caller: Caller, set_clock: SetClock) -> Caller:
    """A caller in a register that knows Norilsk, on 1 September 2022."""
    del set_clock
    await caller.import_file("schools", make_schools("edu240001"))
    return caller
