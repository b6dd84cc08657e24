"""The committed OpenAPI documents and the operations in them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from opora.commands.openapi import Service

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Operation:
    """One operation of one document."""

    document: dict[str, Any]
    path: str
    method: str

    @cached_property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = self.document["paths"][self.path][self.method]
        return content

    @property
    def name(self) -> str:
        return str(self.content.get("operationId"))

    @property
    def scope(self) -> str | None:
        """The scope a caller needs; None where anybody may call."""
        demands: list[dict[str, list[str]]] = self.content.get("security", [])
        return next((scope for demand in demands for scopes in demand.values() for scope in scopes), None)

    @property
    def is_guarded(self) -> bool:
        return bool(self.content.get("security"))

    @property
    def path_parameters(self) -> list[str]:
        return [each["name"] for each in self.content.get("parameters", ()) if each["in"] == "path"]

    @property
    def required_query(self) -> list[dict[str, Any]]:
        return [each for each in self.content.get("parameters", ()) if each["in"] == "query" and each.get("required")]

    @property
    def success(self) -> dict[str, dict[str, Any]]:
        return {status: answer for status, answer in self.content["responses"].items() if status.startswith("2")}

    @property
    def request_content(self) -> dict[str, Any]:
        content: dict[str, Any] = self.content.get("requestBody", {}).get("content", {})
        return content

    def list_faults_of(self, answer: httpx.Response) -> list[str]:
        """Return where an answer is not what the document says."""
        described = self.content["responses"].get(str(answer.status_code))
        if described is not None and "content" not in described and not answer.content:
            return []
        media_type = answer.headers.get("content-type", "").split(";")[0]
        if described is None or media_type not in described.get("content", {}):
            return [f"{answer.status_code} {media_type} is not described"]
        if not media_type.endswith("json"):
            return []
        schema = described["content"][media_type]["schema"]
        return [f"{fault.json_path}: {fault.message}" for fault in self.validator(schema).iter_errors(answer.json())]

    def validator(self, schema: dict[str, Any]) -> Draft202012Validator:
        """Return what checks values against a schema of this document."""
        whole = schema | {"components": self.document["components"]}
        return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"


def read_document(service: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((_FOLDER / f"{service}.json").read_text("utf-8"))
    return document


def list_operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method in methods:
            yield Operation(document, path, method)


def list_all_operations() -> list[Operation]:
    """The operations of all services."""
    return [operation for service in Service for operation in list_operations(read_document(service.value))]
