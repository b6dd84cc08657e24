"""Pages of lists beside the same statement on bare Starlette and asyncpg: same database and JSON, both in this process.

The bare side knows no keys, scopes, territories, cursors, models or request ids: what it leaves out is what the ratio
shows. Sentences about verdicts are the product's on both sides.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import asyncpg
import httpx
from asgi_lifespan import LifespanManager
from sqlalchemy import event
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.measuring import ROUNDS, report, timed
from services.identification.app import create_app
from services.identification.runs.use_cases.verdicts import name_criteria
from services.identification.schools.schemas import SchoolRead
from shared.access.clients import create_client
from shared.access.principals import Territory
from shared.database.session import Database
from shared.reference.academic_years import format_academic_year
from shared.rules.explanation import list_flags
from shared.rules.plan import RulePlan
from shared.rules.wording import name_missing, tell_reasons
from shared.settings import Settings

_LIMITS = (100, 500)
# A page takes milliseconds; so many together are one measurement.
_PAGES = 20
Item = Callable[[asyncpg.Record], dict[str, Any]]


@dataclass(frozen=True)
class ComparedList:
    """One list and how its rows become JSON by hand."""

    path: str
    item: Item


async def compare_lists(database: Database, database_url: str, run_id: object, plan: RulePlan) -> None:
    """Ask for pages of the three lists that frontends ask for most."""
    async with database.transaction() as session:
        _, key = await create_client(session, "bench", ("identification:read",), (Territory("federal"),))
    lists = (
        ComparedList("/schools", _school),
        ComparedList("/results", _result),
        ComparedList(f"/runs/{run_id}/verdicts", lambda row: _verdict(plan, row)),
    )
    async with _calling(create_app(Settings(database_url=database_url)), key) as ours:
        for compared in lists:
            for limit in _LIMITS:
                await _compare(ours, database_url, compared, limit)


async def _compare(ours: httpx.AsyncClient, database_url: str, compared: ComparedList, limit: int) -> None:
    path = f"/identification/v1{compared.path}?limit={limit}"
    statement, parameters = await _find_statement(ours, path, limit)
    async with (
        asyncpg.create_pool(database_url, min_size=1, server_settings={"role": "opora_app"}) as pool,
        _calling(_bare_app(pool, statement, parameters, compared.item), "") as bare,
    ):
        expected, answered = (await ours.get(path)).json(), (await bare.get("/")).json()
        if expected["items"] != answered["items"] or len(expected["items"]) != limit:
            # A ratio between different answers says nothing.
            raise SystemExit(f"{path}: the answers differ, or the list is too short")
        mine, other = [], []
        for _ in range(ROUNDS):
            mine.append(await timed(lambda: _ask(ours, path)))
            other.append(await timed(lambda: _ask(bare, "/")))
    name = compared.path.rpartition("/")[2]
    report(f"{_PAGES} pages of {limit} {name}", mine, "bare Starlette and asyncpg, same statement and JSON", other)


async def _ask(client: httpx.AsyncClient, path: str) -> None:
    for _ in range(_PAGES):
        (await client.get(path)).raise_for_status()


async def _find_statement(ours: httpx.AsyncClient, path: str, limit: int) -> tuple[str, tuple[Any, ...]]:
    """Return the statement of the list as our side sends it: the one that asks for a row more than the page has."""
    sent: list[tuple[str, tuple[Any, ...]]] = []

    def record(_connection: object, _cursor: object, statement: str, parameters: tuple[Any, ...], *_: object) -> None:
        if "LIMIT" in statement and parameters[-1] == limit + 1:
            sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", record)
    (await ours.get(path)).raise_for_status()
    event.remove(Engine, "before_cursor_execute", record)
    (found,) = sent
    return found


def _bare_app(pool: asyncpg.Pool, statement: str, parameters: tuple[Any, ...], item: Item) -> Starlette:
    async def answer(_: Request) -> Response:
        async with pool.acquire() as connection:
            rows = await connection.fetch(statement, *parameters)
        content = {"items": [item(row) for row in rows[:-1]], "next_cursor": None}
        return Response(json.dumps(content, ensure_ascii=False, separators=(",", ":")), media_type="application/json")

    return Starlette(routes=[Route("/", answer)])


@asynccontextmanager
async def _calling(app: Starlette, key: str) -> AsyncIterator[httpx.AsyncClient]:
    async with LifespanManager(app) as running:
        transport = httpx.ASGITransport(running.app)
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://bench", headers=headers) as client:
            yield client


def _school(row: asyncpg.Record) -> dict[str, Any]:
    # The key of the benchmark may read and nothing else.
    return {name: row[name] for name in SchoolRead.model_fields if name != "allowed_actions"} | {"allowed_actions": []}


def _result(row: asyncpg.Record) -> dict[str, Any]:
    return {
        "school_code": row["printed_code"],
        "academic_year": format_academic_year(row["academic_year"]),
        "procedure": row["procedure_code"],
        "participants": row["participants"],
        "below_threshold": row["below_threshold"],
        "as_of": row["as_of"].isoformat().replace("+00:00", "Z"),
        "receipt_id": str(row["receipt_id"]),
    }


def _verdict(plan: RulePlan, row: asyncpg.Record) -> dict[str, Any]:
    verdict: Any = SimpleNamespace(**dict(row))
    return {
        "school_code": row["printed_code"],
        "school_name": row["name"],
        "municipality_oktmo": row["oktmo"],
        "status": row["status"],
        "criteria": name_criteria(plan, row["criteria"]),
        "flags": list_flags(verdict),
        "missing_count": row["missing_count"],
        "distance": {"to_enter": row["to_enter"], "to_leave": row["to_leave"]},
        "reasons": list(tell_reasons(plan, verdict)),
        "missing_names": name_missing(plan, verdict),
    }
