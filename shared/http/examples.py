"""Shows an example of everything that comes in and goes out, made of the examples of its schema."""

from collections.abc import Iterator
from typing import Any

_REFERENCE = "#/components/schemas/"
Json = Any


class NoExample(Exception):
    """A part of a schema neither has an example nor can have only one value."""


def add_examples(document: dict[str, Any]) -> None:
    """Give an example to every body that has none, where its schema tells one; explicit ones stay."""
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        if "examples" in schema:
            schema["examples"] = [_restore_nulls(example, schema, schemas) for example in schema["examples"]]
    for content in _contents(document):
        if "example" in content or "examples" in content or "schema" not in content:
            continue
        try:
            content["example"] = derive_example(content["schema"], schemas)
        except NoExample:
            continue


def derive_example(schema: dict[str, Any], schemas: dict[str, Any]) -> Json:
    """Return an example of the schema: its own first one, or one put together from its parts; else NoExample."""
    for known in ("examples", "enum"):
        if known in schema:
            return schema[known][0]
    if "$ref" in schema:
        return derive_example(schemas[schema["$ref"].removeprefix(_REFERENCE)], schemas)
    for known in ("const", "default"):
        if known in schema:
            return schema[known]
    if "anyOf" in schema:
        return _derive_choice(schema["anyOf"], schemas)
    if schema.get("type") == "array":
        return [derive_example(schema["items"], schemas)]
    if schema.get("type") == "object" and "properties" in schema:
        return {name: derive_example(part, schemas) for name, part in schema["properties"].items()}
    raise NoExample


def _derive_choice(choices: list[dict[str, Any]], schemas: dict[str, Any]) -> Json:
    for choice in choices:
        try:
            return derive_example(choice, schemas)
        except NoExample:
            continue
    if {"type": "null"} in choices:
        return None
    raise NoExample


def _restore_nulls(example: Json, schema: dict[str, Any], schemas: dict[str, Any]) -> Json:
    """Put back the nulls of required fields, which FastAPI drops wherever they stand in a document."""
    for choice in _choices(schema, schemas):
        if isinstance(example, list) and "items" in choice:
            return [_restore_nulls(item, choice["items"], schemas) for item in example]
        if isinstance(example, dict) and "properties" in choice:
            required, parts = choice.get("required", ()), choice["properties"]
            given = {
                name: _restore_nulls(example[name], part, schemas) for name, part in parts.items() if name in example
            }
            return (
                example | given | {name: None for name in required if name not in example and _may_be_null(parts[name])}
            )
    return example


def _choices(schema: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in schema:
        return _choices(schemas[schema["$ref"].removeprefix(_REFERENCE)], schemas)
    return (
        [found for choice in schema["anyOf"] for found in _choices(choice, schemas)] if "anyOf" in schema else [schema]
    )


def _may_be_null(schema: dict[str, Any]) -> bool:
    return {"type": "null"} in schema.get("anyOf", ())


def _contents(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        for operation in path.values():
            for body in (operation.get("requestBody", {}), *operation["responses"].values()):
                yield from body.get("content", {}).values()
