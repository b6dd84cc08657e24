"""Every route is guarded, its session is committed before the reply, its operation is named by the verb of the code."""

import re
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import RouteContext, iter_route_contexts
from sqlalchemy.ext.asyncio import AsyncSession

from opora.gateway import Gateway, create_gateway
from opora.running import create_apps
from shared.access.authentication import authenticate
from shared.access.requirements import RequireScope, require
from shared.http.application import ServiceDefinition, create_service_app
from shared.http.routes import list_dependencies
from shared.http.session import Session, open_session
from shared.settings import Settings

# Open to everybody: probes, the documentation, the gateway's list of services, and metrics, which no gateway hands on.
_OPEN = re.compile(r"^(/|(/[a-z]+)?/health/(live|ready)|/metrics|/[a-z]+/(docs|openapi\.json))$")
# Read by calendars, which send no key: the address itself is one (services/roadmap/calendars/).
_KEYS_THEMSELVES = {"/roadmap/v1/calendars/{token}.ics"}
_VERBS = {
    "accept",
    "amend",
    "approve",
    "attach",
    "cancel",
    "carry",
    "check",
    "close",
    "compare",
    "complete",
    "compute",
    "create",
    "delete",
    "explain",
    "find",
    "get",
    "install",
    "list",
    "open",
    "publish",
    "receive",
    "reopen",
    "reject",
    "replace",
    "retry",
    "return",
    "revoke",
    "run",
    "save",
    "show",
    "start",
    "submit",
    "update",
    "verify",
    "withdraw",
}


def _routes(app: FastAPI) -> list[RouteContext]:
    """Return the routes themselves: `app.routes` holds included routers and would hide what stands in them."""
    return list(iter_route_contexts(app.routes))


def _list_unguarded(app: FastAPI, service: str) -> list[str]:
    """Return the paths that anybody, or a key made for another service, may call."""
    unguarded = []
    for route in _routes(app):
        calls = [found.call for found in list_dependencies(route)]
        scopes = [call.scope for call in calls if isinstance(call, RequireScope)]
        is_guarded = authenticate in calls and any(scope.startswith(f"{service}:") for scope in scopes)
        if not is_guarded and not _OPEN.match(str(route.path)) and route.path not in _KEYS_THEMSELVES:
            unguarded.append(str(route.path))
    return unguarded


def _list_late_sessions(app: FastAPI) -> list[str]:
    """Return the paths whose reply would leave before their session is committed."""
    return [
        str(route.path)
        for route in _routes(app)
        for found in list_dependencies(route)
        if found.call is open_session and found.scope != "function"
    ]


def test_every_route_is_guarded_by_a_scope_of_its_service() -> None:
    apps = create_apps(Settings())

    guarded = [route for app in apps for route in _routes(app) if not _OPEN.match(str(route.path))]

    assert len(guarded) >= 10, "there are fewer routes than there were: are they still found?"
    assert {app.state.service.name: _list_unguarded(app, app.state.service.name) for app in apps} == {
        "identification": [],
        "monitoring": [],
        "roadmap": [],
    }


def test_the_gateway_itself_answers_only_what_is_open() -> None:
    gateway: Gateway = create_gateway(create_apps(Settings()), Settings())

    front = _routes(gateway.front)

    assert len(front) >= 3
    assert [route.path for route in front if not _OPEN.match(str(route.path))] == []


def test_every_session_is_committed_before_the_reply() -> None:
    apps = create_apps(Settings())

    sessions = [
        found
        for app in apps
        for route in _routes(app)
        for found in list_dependencies(route)
        if found.call is open_session
    ]

    assert len(sessions) >= 10
    assert [path for app in apps for path in _list_late_sessions(app)] == []


def test_operations_are_named_by_functions_that_begin_with_a_verb() -> None:
    apps = create_apps(Settings())

    named = [
        (app.state.service.name, operation["operationId"], path)
        for app in apps
        for path, operations in app.openapi()["paths"].items()
        for operation in operations.values()
    ]
    functions = {route.endpoint.__name__ for app in apps for route in _routes(app) if route.endpoint is not None}

    assert len(named) >= 10
    assert [name for _, name, _ in named if name not in functions] == []
    assert [name for _, name, _ in named if name.split("_")[0] not in _VERBS] == []
    assert len({(service, name) for service, name, _ in named}) == len(named), "an operation id is used twice"


def _app_with(router: APIRouter) -> FastAPI:
    return create_service_app(ServiceDefinition("trial", "Trial", "A trial.", (router,)), Settings())


@pytest.mark.parametrize("guard", [[], [Depends(require("identification:read"))]], ids=["none", "foreign scope"])
def test_a_route_without_its_guard_is_seen(guard: list[object]) -> None:
    router = APIRouter(prefix="/schools")

    @router.get("", dependencies=guard)  # type: ignore[arg-type]  # what Depends returns has no public type
    async def list_schools() -> None: ...

    assert _list_unguarded(_app_with(router), "trial") == ["/trial/v1/schools"]


def test_a_session_that_commits_after_the_reply_is_seen() -> None:
    router = APIRouter(prefix="/schools")

    @router.get("/late")
    async def get_late(session: Annotated[AsyncSession, Depends(open_session)]) -> None: ...

    @router.get("/right")
    async def get_right(session: Session) -> None: ...

    assert _list_late_sessions(_app_with(router)) == ["/trial/v1/schools/late"]
