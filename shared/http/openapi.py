"""Completes the OpenAPI document: problems instead of FastAPI's own error shapes, on every operation."""

from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import models_json_schema

from shared.access.errors import KeyMissing, KeyRefused, ScopeMissing
from shared.errors import OporaError
from shared.http.error_handlers import BodyTooLarge, Malformed
from shared.http.failures import DatabaseUnavailable, InternalError
from shared.http.problems import Problem, problems
from shared.http.validation import RequestInvalid

_EVERYWHERE: tuple[type[OporaError], ...] = (RequestInvalid, InternalError, DatabaseUnavailable)
_WITH_BODY: tuple[type[OporaError], ...] = (Malformed, BodyTooLarge)
_WITH_KEY: tuple[type[OporaError], ...] = (KeyMissing, KeyRefused, ScopeMissing)
_REPLACED_SCHEMAS = ("HTTPValidationError", "ValidationError")


def complete_openapi(document: dict[str, Any]) -> None:
    """Add the problems that any operation can end in, keeping those it names itself; doing so twice is harmless."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in _REPLACED_SCHEMAS:
        schemas.pop(name, None)
    _, definitions = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
    schemas.update(definitions["$defs"])
    for operation in _operations(document):
        _add_problems(operation)


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document.get("paths", {}).values():
        yield from (operation for operation in path.values() if isinstance(operation, dict))


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
