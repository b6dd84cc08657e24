"""One address for all services: hands requests on by the first step of the path, which stays in it."""

import asyncio
import html
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Annotated, Protocol

from fastapi import FastAPI, Header, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel
from starlette.types import ASGIApp, Receive, Scope, Send

from opora.remote_service import RemoteService
from shared.http.application import ServiceDefinition, common_middleware
from shared.http.error_handlers import install_error_handlers
from shared.http.health import Liveness, NotReady, Readiness, State, check_readiness, show_liveness, worst
from shared.http.metrics.scraping import render_metrics
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


class Member(Protocol):
    """A service behind the gateway, wherever it runs."""

    service: ServiceDefinition

    def serving(self) -> AbstractAsyncContextManager[None]:
        """Hold what the service needs while the block runs."""

    async def check_readiness(self) -> Readiness:
        """Tell whether the service can work."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""


class LocalService:
    """A service that runs in this process."""

    def __init__(self, app: FastAPI) -> None:
        self.service: ServiceDefinition = app.state.service
        self._app = app

    def serving(self) -> AbstractAsyncContextManager[None]:
        """Begin and end the application's life with the block."""
        return self._app.router.lifespan_context(self._app)  # type: ignore[return-value]  # it yields no state of ours

    async def check_readiness(self) -> Readiness:
        """Run the application's checks."""
        return await check_readiness(self._app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request over."""
        await self._app(scope, receive, send)


class Gateway:
    """Makes the services one; they get their paths whole, as if they ran alone."""

    def __init__(self, members: Mapping[str, Member], front: FastAPI) -> None:
        self._members: dict[str, ASGIApp] = dict(members)
        self.front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to its service, everything else to the front."""
        # The front answers for the lifespan too, which has no path; it opens those of the services.
        first_step = scope.get("path", "").split("/", 2)[1:2]
        app = self._members.get(first_step[0], self.front) if first_step else self.front
        await app(scope, receive, send)


def create_gateway(apps: Sequence[FastAPI], settings: Settings) -> Gateway:
    """Build the gateway over the services' applications, as their `create_app` returns them."""
    gateway = assemble_gateway([LocalService(app) for app in apps], settings)

    async def show_metrics_of_all() -> Response:
        return await render_metrics(apps)

    # Only where the services share this process: those that run alone are asked one by one, and not from outside.
    gateway.front.add_api_route("/metrics", show_metrics_of_all)
    return gateway


def create_remote_gateway(addresses: Sequence[tuple[ServiceDefinition, str]], settings: Settings) -> Gateway:
    """Build the gateway over services that run as processes of their own, each at its address."""
    return assemble_gateway([RemoteService(service, address) for service, address in addresses], settings)


def assemble_gateway(services: Sequence[Member], settings: Settings) -> Gateway:
    """Put the services behind one front page and one health check."""
    members = {member.service.name: member for member in services}
    front = FastAPI(
        openapi_url=None,
        redirect_slashes=False,
        middleware=common_middleware(settings),
        lifespan=_run_lifespans,
    )
    front.state.members = members
    install_error_handlers(front)
    front.add_api_route("/", list_services, response_model=ServiceList)
    front.add_api_route("/health/live", show_liveness, response_model=Liveness)
    front.add_api_route("/health/ready", show_readiness_of_all, response_model=GatewayReadiness)
    return Gateway(members, front)


@asynccontextmanager
async def _run_lifespans(front: FastAPI) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for member in front.state.members.values():
            await stack.enter_async_context(member.serving())
        yield


async def list_services(request: Request, accept: Annotated[str, Header()] = "") -> Response | ServiceList:
    """List the services with links to their documentation, as a page for browsers and as JSON for programs."""
    links = [_link(member.service) for member in request.app.state.members.values()]
    if "text/html" not in accept:
        return ServiceList(services=links)
    rows = "".join(
        _ROW.format_map({name: html.escape(value) for name, value in link.model_dump().items()}) for link in links
    )
    return HTMLResponse(_PAGE.format(rows=rows))


def _link(service: ServiceDefinition) -> ServiceLink:
    return ServiceLink(
        name=service.name,
        title=service.title,
        description=service.description,
        docs=f"/{service.name}/docs",
        openapi=f"/{service.name}/openapi.json",
    )


async def show_readiness_of_all(request: Request) -> Response | GatewayReadiness:
    """Check every service; 503 as soon as one cannot work."""
    members: dict[str, Member] = request.app.state.members
    answers = await asyncio.gather(*(member.check_readiness() for member in members.values()))
    found = dict(zip(members, answers, strict=True))
    readiness = GatewayReadiness(state=worst(each.state for each in found.values()), services=found)
    if readiness.state != "unready":
        return readiness
    return problem_response(request.scope, NotReady(), extensions=readiness.model_dump())
