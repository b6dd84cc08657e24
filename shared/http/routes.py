"""Finds the route of a request: its whole template and what it takes."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from pydantic import BaseModel
from starlette.types import Scope


def find_route(scope: Scope) -> RouteContext | None:
    """Return the route that was chosen for this request, None where none was.

    `scope["route"]` is the route as its router declares it, without the prefixes under which it was included.
    """
    chosen, app = scope.get("route"), scope.get("app")
    if not isinstance(chosen, APIRoute) or not isinstance(app, FastAPI):
        return None
    for context in _contexts_by_route(app).get(id(chosen), []):
        if context.path_regex.match(scope["path"]):
            return context
    return None


def list_methods(scope: Scope) -> list[str]:
    """Return every method that some route takes at this path; the router itself knows those of one route only."""
    app = scope.get("app")
    contexts = iter_route_contexts(app.routes) if isinstance(app, FastAPI) else ()
    return sorted(
        {method for context in contexts if context.path_regex.match(scope["path"]) for method in context.methods or ()}
    )


def query_parameter_names(context: RouteContext) -> frozenset[str]:
    """Return the names of all query parameters the route and its dependencies declare."""
    return frozenset(_names_of(context.dependant))


def list_dependencies(context: RouteContext) -> Iterator[Dependant]:
    """Yield everything the route depends on, at any depth; a route of plain Starlette depends on nothing."""
    waiting: list[Dependant] = [dependant] if (dependant := getattr(context, "dependant", None)) else []
    while waiting:
        found = waiting.pop()
        yield found
        waiting += found.dependencies


def _contexts_by_route(app: FastAPI) -> dict[int, list[RouteContext]]:
    known: dict[int, list[RouteContext]] | None = getattr(app.state, "contexts_by_route", None)
    if known is None:
        known = {}
        for context in iter_route_contexts(app.routes):
            known.setdefault(id(context.original_route), []).append(context)
        app.state.contexts_by_route = known
    return known


def _names_of(dependant: Dependant) -> Iterator[str]:
    for parameter in dependant.query_params:
        model = parameter.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from (field.alias or name for name, field in model.model_fields.items())
        else:
            yield parameter.alias
    for dependency in dependant.dependencies:
        yield from _names_of(dependency)
