"""One address for all services: hands requests on by the first step of the path, which stays in it."""

import html
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, Header, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.http.application import common_middleware
from shared.http.error_handlers import install_error_handlers
from shared.http.health import Liveness, NotReady, Readiness, State, check_readiness, show_liveness, worst
from shared.http.problems import problem_response
from shared.settings import Settings

_PAGE = (
    "<!doctype html><html lang='ru'><meta charset='utf-8'><title>Опора</title>"
    "<h1>Опора</h1><ul>{rows}</ul><p><a href='/health/ready'>Состояние служб</a></p></html>"
)
_ROW = (
    "<li><b>{title}</b>. {description} <a href='{docs}'>Документация</a>, <a href='{openapi}'>описание OpenAPI</a></li>"
)


class ServiceLink(BaseModel):
    """One service and where it is described."""

    name: str
    title: str
    description: str
    docs: str
    openapi: str


class ServiceList(BaseModel):
    """The services behind this address."""

    services: list[ServiceLink]


class GatewayReadiness(BaseModel):
    """Whether all services can work; the worst one decides."""

    state: State
    services: dict[str, Readiness]


class Gateway:
    """Runs the services' applications as one; they get their paths whole, as if they ran alone."""

    def __init__(self, services: Mapping[str, FastAPI], front: FastAPI) -> None:
        self._services: dict[str, ASGIApp] = dict(services)
        self._front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to its service, everything else to the front."""
        # The front answers for the lifespan too, which has no path; it opens those of the services.
        first_step = scope.get("path", "").split("/", 2)[1:2]
        app = self._services.get(first_step[0], self._front) if first_step else self._front
        await app(scope, receive, send)


def create_gateway(apps: Sequence[FastAPI], settings: Settings) -> Gateway:
    """Build the gateway over the services' applications, as their `create_app` returns them."""
    services = {app.state.service.name: app for app in apps}
    front = FastAPI(
        openapi_url=None,
        redirect_slashes=False,
        middleware=common_middleware(settings),
        lifespan=_run_lifespans,
    )
    front.state.services = services
    install_error_handlers(front)
    front.add_api_route("/", list_services, response_model=ServiceList)
    front.add_api_route("/health/live", show_liveness, response_model=Liveness)
    front.add_api_route("/health/ready", show_readiness_of_all, response_model=GatewayReadiness)
    return Gateway(services, front)


@asynccontextmanager
async def _run_lifespans(front: FastAPI) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for app in front.state.services.values():
            await stack.enter_async_context(app.router.lifespan_context(app))
        yield


async def list_services(request: Request, accept: Annotated[str, Header()] = "") -> Response | ServiceList:
    """List the services with links to their documentation, as a page for browsers and as JSON for programs."""
    links = [_link(app) for app in request.app.state.services.values()]
    if "text/html" not in accept:
        return ServiceList(services=links)
    rows = "".join(
        _ROW.format_map({name: html.escape(value) for name, value in link.model_dump().items()}) for link in links
    )
    return HTMLResponse(_PAGE.format(rows=rows))


def _link(app: FastAPI) -> ServiceLink:
    service = app.state.service
    return ServiceLink(
        name=service.name,
        title=service.title,
        description=service.description,
        docs=f"/{service.name}/docs",
        openapi=f"/{service.name}/openapi.json",
    )


async def show_readiness_of_all(request: Request) -> Response | GatewayReadiness:
    """Check every service; 503 as soon as one cannot work."""
    found = {name: await check_readiness(app) for name, app in request.app.state.services.items()}
    readiness = GatewayReadiness(state=worst(each.state for each in found.values()), services=found)
    if readiness.state != "unready":
        return readiness
    return problem_response(request.scope, NotReady(), extensions=readiness.model_dump())
