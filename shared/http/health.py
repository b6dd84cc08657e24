"""Is the process up, and can it work.

Redis only delivers jobs; the rows in Postgres are the truth and every worker sweeps them. Without Redis a service still
reads, accepts work and keeps it, and taking it out of rotation would turn a delay into an outage: such a service is
`degraded`, and ready. Without the database, or on another schema, it can do nothing: `unready`, 503.
"""

import asyncio
from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, FastAPI, Request, Response
from pydantic import BaseModel, Field
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from shared.database.schema_version import SchemaUnreadable, find_current_revision
from shared.errors import Transient
from shared.http.problems import problem_response, problems

# A probe that waits longer than the prober answers nobody.
_CHECK_TIMEOUT_SECONDS = 2.0

State = Literal["ready", "degraded", "unready"]
_WORST_FIRST: tuple[State, ...] = ("unready", "degraded", "ready")


class NotReady(Transient):
    """Служба не готова: смотрите, какая из проверок (checks) не прошла."""

    code = "not-ready"
    title = "Not ready"


class Liveness(BaseModel):
    """The process answers."""

    state: Literal["live"] = "live"


class Check(BaseModel):
    """One thing a service needs."""

    name: Annotated[str, Field(description="What was checked: database, schema, redis.", examples=["database"])]
    state: State
    detail: Annotated[str | None, Field(description="What is wrong and what follows, in Russian; null if all is well.")]


class Readiness(BaseModel):
    """Whether a service can work; the worst of its checks decides."""

    state: Annotated[State, Field(examples=["ready"])]
    checks: list[Check]


def create_health_router(prefix: str, *, in_schema: bool = True) -> APIRouter:
    """Return the two health routes; they need no key and are safe to call often."""
    router = APIRouter(prefix=f"{prefix}/health", tags=["health"], include_in_schema=in_schema)
    router.add_api_route("/live", show_liveness, summary="Is the process up", response_model=Liveness)
    router.add_api_route(
        "/ready",
        show_readiness,
        summary="Can the service work",
        response_model=Readiness,
        responses=problems(NotReady),
    )
    return router


async def show_liveness() -> Liveness:
    """Answer as long as the process can; checks nothing else, or a database outage would restart every copy."""
    return Liveness()


async def show_readiness(request: Request) -> Response | Readiness:
    """Check the database, its schema and Redis; 503 if the service cannot work, `degraded` if it can with delays."""
    return answer_readiness(request, await check_readiness(request.app))


def answer_readiness(request: Request, readiness: Readiness) -> Response | Readiness:
    """Return the readiness, as a problem with the checks where it is not ready."""
    if readiness.state != "unready":
        return readiness
    return problem_response(request.scope, NotReady(), extensions=readiness.model_dump(include={"state", "checks"}))


async def check_readiness(app: FastAPI) -> Readiness:
    """Run the checks of a service whose lifespan has begun."""
    checks = [*await _check_database(app), await _check_redis(app.state.settings.redis_url)]
    return Readiness(state=worst(check.state for check in checks), checks=checks)


def worst(states: Iterable[State]) -> State:
    """Return the state of the whole whose parts are in these states."""
    return min(states, key=_WORST_FIRST.index)


async def _check_database(app: FastAPI) -> list[Check]:
    try:
        async with asyncio.timeout(_CHECK_TIMEOUT_SECONDS):
            revision = await find_current_revision(app.state.database.engine)
    except SchemaUnreadable as fault:
        return [
            Check(name="database", state="ready", detail=None),
            Check(name="schema", state="unready", detail=fault.detail),
        ]
    except (SQLAlchemyError, OSError) as fault:
        reason = f"База данных не отвечает ({type(fault).__name__}). Проверьте сервер и OPORA_DATABASE_URL."
        unknown = "Неизвестно: база данных не отвечает."
        return [
            Check(name="database", state="unready", detail=reason),
            Check(name="schema", state="unready", detail=unknown),
        ]
    expected = app.state.schema_revision
    reachable = Check(name="database", state="ready", detail=None)
    if revision == expected:
        return [reachable, Check(name="schema", state="ready", detail=None)]
    reason = f"Схема «{revision or 'пусто'}», нужна «{expected}». Выполните «opora migrate» или обновите программу."
    return [reachable, Check(name="schema", state="unready", detail=reason)]


async def _check_redis(url: str | None) -> Check:
    if url is None:
        return Check(
            name="redis", state="degraded", detail="OPORA_REDIS_URL не задан: задания ждут, пока их не найдёт обход."
        )
    client = Redis.from_url(url, socket_timeout=_CHECK_TIMEOUT_SECONDS, socket_connect_timeout=_CHECK_TIMEOUT_SECONDS)
    try:
        await client.ping()
    except (RedisError, OSError) as fault:
        late = f"Redis не отвечает ({type(fault).__name__}): работа принимается и хранится, но начнётся позже."
        return Check(name="redis", state="degraded", detail=late)
    finally:
        await client.aclose()
    return Check(name="redis", state="ready", detail=None)
