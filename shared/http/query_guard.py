"""Refuses query parameters that a route does not know: a misspelt filter must not widen a list."""

from fastapi import Request

from shared.errors import FieldIssue
from shared.http.routes import find_route, query_parameter_names
from shared.http.validation import RequestInvalid, pointer, unexpected_parameter


async def refuse_unknown_query(request: Request) -> None:
    """Raise RequestInvalid if the query holds a parameter the route does not declare, or a NUL."""
    names = [name for name, _ in request.query_params.multi_items()]
    if not names:
        return
    route = find_route(request.scope)
    known = query_parameter_names(route) if route is not None else frozenset()
    issues = [unexpected_parameter(name) for name in dict.fromkeys(names) if name not in known]
    issues += [_nul(name) for name, value in request.query_params.multi_items() if "\0" in value]
    if issues:
        raise RequestInvalid(errors=issues)


def _nul(name: str) -> FieldIssue:
    # Postgres text cannot hold it, and would answer with an internal error.
    return FieldIssue(pointer(["query", name]), "string-unicode", "Строка содержит недопустимые символы.")
