"""Headers of answers that carry a decision."""

from typing import Any

from fastapi import status

_ETAG: dict[str, Any] = {"ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}}}
_LOCATION = {"Location": {"description": "Address of the decision.", "schema": {"type": "string"}}}
READ: dict[int | str, dict[str, Any]] = {status.HTTP_200_OK: {"headers": _ETAG}}
CREATED: dict[int | str, dict[str, Any]] = {status.HTTP_201_CREATED: {"headers": _ETAG | _LOCATION}}
