"""Completes the OpenAPI document, so that no route has to: problems, scopes, summaries, headers, examples, names."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from pydantic.json_schema import models_json_schema

from shared.access.errors import KeyMissing, KeyRefused, ScopeMissing
from shared.access.requirements import RequireScope
from shared.errors import OporaError
from shared.http.error_handlers import BodyTooLarge, Malformed
from shared.http.examples import add_examples
from shared.http.failures import DatabaseUnavailable, InternalError
from shared.http.problems import Problem, problems
from shared.http.routes import list_dependencies
from shared.http.schema_names import name_generic_schemas
from shared.http.validation import RequestInvalid

_EVERYWHERE: tuple[type[OporaError], ...] = (RequestInvalid, InternalError, DatabaseUnavailable)
_WITH_BODY: tuple[type[OporaError], ...] = (Malformed, BodyTooLarge)
_WITH_KEY: tuple[type[OporaError], ...] = (KeyMissing, KeyRefused, ScopeMissing)
_REPLACED_SCHEMAS = ("HTTPValidationError", "ValidationError")

_LOCATION = "Address of what was asked for; read it until its `state` says that it is done."
_LINK = "The next page, as `rel=next`; absent on the last one."
_ETAG = "Version of what was written, to be sent as `If-Match` with the next edit."


def complete_openapi(document: dict[str, Any], scopes: Mapping[str, str]) -> None:
    """Add what holds for every operation, keeping what it says itself; scopes are by operation id."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in _REPLACED_SCHEMAS:
        schemas.pop(name, None)
    name_generic_schemas(document)
    _, definitions = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
    schemas.update(definitions["$defs"])
    for operation in list_operations(document):
        _summarise(operation)
        _name_scope(operation, scopes)
        _add_headers(operation)
        _add_problems(operation)
    add_examples(document)


def find_scopes(app: FastAPI) -> dict[str, str]:
    """Return the scope that each operation demands, by operation id."""
    return {
        str(context.name): dependant.call.scope
        for context in iter_route_contexts(app.routes)
        for dependant in list_dependencies(context)
        if isinstance(dependant.call, RequireScope)
    }


def list_operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the operations of all paths."""
    for path in document.get("paths", {}).values():
        yield from (operation for operation in path.values() if isinstance(operation, dict))


def _summarise(operation: dict[str, Any]) -> None:
    made_up = operation["operationId"].replace("_", " ").title()
    if operation.get("summary") == made_up and "description" in operation:
        operation["summary"] = operation["description"].splitlines()[0].rstrip(".")


def _name_scope(operation: dict[str, Any], scopes: Mapping[str, str]) -> None:
    scope = scopes.get(operation["operationId"])
    if scope is not None:
        operation["security"] = [{scheme: [scope] for scheme in each} for each in operation["security"]]


def _add_headers(operation: dict[str, Any]) -> None:
    takes = {(parameter["in"], parameter["name"]) for parameter in operation.get("parameters", ())}
    headers = {
        ("202", "Location"): _LOCATION,
        ("200", "Link"): _LINK if ("query", "cursor") in takes else None,
        ("200", "ETag"): _ETAG if ("header", "If-Match") in takes else None,
    }
    for (status, name), description in headers.items():
        if description is not None and status in operation["responses"]:
            named = operation["responses"][status].setdefault("headers", {})
            named.setdefault(name, {"description": description, "schema": {"type": "string"}})


def _add_problems(operation: dict[str, Any]) -> None:
    expected = [*_EVERYWHERE]
    if "requestBody" in operation:
        expected += _WITH_BODY
    if "security" in operation:
        expected += _WITH_KEY
    for status, standard in problems(*expected).items():
        _merge(operation["responses"], str(status), standard)


def _merge(responses: dict[str, Any], status: str, standard: dict[str, Any]) -> None:
    own = responses.get(status)
    if own is None or "application/json" in own.get("content", {}):
        # Either nothing, or the description of 422 that FastAPI made up.
        responses[status] = standard
        return
    for media_type, content in standard["content"].items():
        examples = own["content"].setdefault(media_type, content).setdefault("examples", {})
        content["examples"].update(examples)
        own["content"][media_type]["examples"] = content["examples"]
    titles = [example["summary"] for content in own["content"].values() for example in content["examples"].values()]
    own["description"] = "; ".join(dict.fromkeys(titles))
