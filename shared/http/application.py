"""Builds the API of a service: everything but its routes."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware import Middleware

from shared.access.authentication import DEFAULT_AUTHENTICATORS, Authenticator
from shared.access.requirements import RequireScope
from shared.database.engine import DatabaseRole, create_database_engine
from shared.database.schema_version import expected_revision, require_current_schema
from shared.database.session import Database
from shared.http.body_limit import BodyLimitMiddleware
from shared.http.error_handlers import install_error_handlers
from shared.http.health import create_health_router
from shared.http.metrics.requests import MetricsMiddleware, RequestMetrics
from shared.http.metrics.scraping import show_metrics
from shared.http.openapi import complete_openapi, find_scopes
from shared.http.query_guard import refuse_unknown_query
from shared.http.request_context import RequestContextMiddleware
from shared.http.startup import DatabaseNotConfigured, require_unprivileged_login
from shared.operations.router import router as jobs_router
from shared.queue.pushing import JobPusher
from shared.schedules.use_cases import ScheduledWork
from shared.settings import Settings
from shared.storage import open_storage


@dataclass(frozen=True, slots=True)
class ServiceDefinition:
    """What one service adds to the common frame; its routes stand under `/<name>/v1`."""

    name: str
    title: str
    description: str
    routers: Sequence[APIRouter] = ()
    schedules: ScheduledWork | None = None
    """What its schedules start; none where it has none."""


@dataclass(frozen=True, slots=True)
class ServiceParts:
    """What a service works with; the defaults are right for production."""

    database: Database | None = None
    """Given: used as it is, unchecked, and left open at the end. None: made from the settings and checked."""
    authenticators: Sequence[Authenticator] = DEFAULT_AUTHENTICATORS
    allow_privileged_login: bool = False
    """For throw-away databases only, whose one login owns everything."""


class ServiceApplication(FastAPI):
    """A FastAPI application whose OpenAPI document shows problems the way they are answered."""

    _completed: dict[str, Any] | None = None

    def openapi(self) -> dict[str, Any]:
        """Return the document, completed."""
        document = super().openapi()
        if document is not self._completed:
            complete_openapi(document, find_scopes(self))
            self._completed = document
        return document


def create_service_app(
    service: ServiceDefinition, settings: Settings, parts: ServiceParts | None = None
) -> ServiceApplication:
    """Build the API of a service; it answers the same paths alone and behind the gateway."""
    parts = parts or ServiceParts()
    metrics = RequestMetrics(service.name, version("opora"))
    app = ServiceApplication(
        title=service.title,
        description=service.description,
        version=version("opora"),
        openapi_url=f"/{service.name}/openapi.json",
        docs_url=f"/{service.name}/docs",
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
        # A redirect to the path with or without a slash would carry the proxy's idea of our address.
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        dependencies=[Depends(refuse_unknown_query)],
        middleware=[Middleware(MetricsMiddleware, metrics=metrics), *common_middleware(settings)],
        lifespan=_lifespan(service, settings, parts),
    )
    app.state.service = service
    app.state.settings = settings
    app.state.metrics = metrics
    app.state.authenticators = tuple(parts.authenticators)
    # Replaced by a real one when the service starts and Redis is configured; jobs wait for the sweep without.
    app.state.job_pusher = None
    app.state.storage = open_storage(settings)
    install_error_handlers(app)
    app.include_router(create_health_router(f"/{service.name}"))
    # The same under the names that probes of a single container use.
    app.include_router(create_health_router("", in_schema=False))
    # Outside the service's own prefix, so that no gateway hands it on; docs/metrics.md.
    app.add_api_route("/metrics", show_metrics, include_in_schema=False)
    operators = Depends(RequireScope(f"{service.name}:operate", everywhere=True))
    app.include_router(jobs_router, prefix=f"/{service.name}/v1", dependencies=[operators])
    for router in service.routers:
        app.include_router(router, prefix=f"/{service.name}/v1")
    return app


def common_middleware(settings: Settings) -> list[Middleware]:
    """Return the middleware of every application of ours, outermost first."""
    return [Middleware(RequestContextMiddleware), Middleware(BodyLimitMiddleware, limit=settings.max_body_bytes)]


def _operation_id(route: APIRoute) -> str:
    """Name an operation by the verb of the code; one search shows the whole story."""
    return route.name


def _lifespan(
    service: ServiceDefinition, settings: Settings, parts: ServiceParts
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            app.state.schema_revision = expected_revision()
            app.state.database = parts.database or await _open_database(stack, service, settings, parts)
            if settings.redis_url is not None:
                app.state.job_pusher = JobPusher(settings.redis_url)
                stack.push_async_callback(app.state.job_pusher.close)
            yield

    return lifespan


async def _open_database(
    stack: AsyncExitStack, service: ServiceDefinition, settings: Settings, parts: ServiceParts
) -> Database:
    if settings.database_url is None:
        raise DatabaseNotConfigured
    engine = create_database_engine(
        settings.database_url,
        DatabaseRole.app,
        application_name=f"opora-{service.name}-api",
        pool_size=settings.pool_size,
    )
    database = Database(engine)
    stack.push_async_callback(database.dispose)
    await require_current_schema(engine)
    if not parts.allow_privileged_login:
        await require_unprivileged_login(engine)
    return database
