"""Counts and times the requests of an application, in a registry of its own: several fit into one process.

Labels are names of ours: templates of routes and known methods. Nothing of a path, a query or a body gets into one.
"""

import platform
import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.http.routes import find_route

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# Seconds: from a look-up by key to the statement timeout of an API.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class RequestMetrics:
    """The figures that one application gathers while it serves; each carries the label `service`."""

    def __init__(self, service: str, version: str) -> None:
        self.registry = CollectorRegistry()
        self.service = service
        self.answered = Counter(
            "opora_http_requests",
            "Requests by route and status; status none: the client left before the answer.",
            ("service", "method", "route", "status"),
            registry=self.registry,
        )
        self.duration = Histogram(
            "opora_http_request_duration_seconds",
            "Seconds from a request to the end of its answer.",
            ("service", "method", "route"),
            registry=self.registry,
            buckets=_BUCKETS,
        )
        self.in_flight = Gauge(
            "opora_http_requests_in_flight", "Requests being answered.", ("service",), registry=self.registry
        ).labels(service)
        Gauge(
            "opora_build_info", "What runs here; always 1.", ("service", "version", "python"), registry=self.registry
        ).labels(service, version, platform.python_version()).set(1)

    def note(self, scope: Scope, status: int | None, seconds: float) -> None:
        """Take in one request that has ended."""
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = find_route(scope)
        template = route.path_format if route is not None else "none"
        self.answered.labels(self.service, method, template, status or "none").inc()
        self.duration.labels(self.service, method, template).observe(seconds)


class MetricsMiddleware:
    """Has every request counted; the outermost, so that it sees what the others make of a failure."""

    def __init__(self, app: ASGIApp, metrics: RequestMetrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request and count it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status: int | None = None

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started_at = time.perf_counter()
        with self.metrics.in_flight.track_inprogress():
            try:
                await self.app(scope, receive, send_noted)
            finally:
                self.metrics.note(scope, status, time.perf_counter() - started_at)
