"""Every error as `application/problem+json` (RFC 9457); why so: docs/decisions/0004."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.types import Scope

from shared.errors import OporaError

PROBLEM_MEDIA_TYPE = "application/problem+json"
REQUEST_ID_KEY = "opora.request_id"
_EXAMPLE_REQUEST_ID = "3f0c6a5e9b1d4c7f8a2e5d6b7c8f9a01"
_RETRY_AFTER_SECONDS = "30"


class ProblemIssue(BaseModel):
    """One fault of one place of the request."""

    pointer: Annotated[
        str,
        Field(
            description="JSON Pointer whose first step is the part of the request: `/body/…`, `/query/…`, `/path/…`, "
            "`/header/…`; for files the column.",
            examples=["/query/limit"],
        ),
    ]
    code: Annotated[str, Field(description="What is wrong, for programs.", examples=["less-than-equal"])]
    detail: Annotated[str, Field(description="What is wrong, for people, in Russian.")]


class Problem(BaseModel):
    """An error (RFC 9457): `code` is for programs, `detail` for methodists, `request_id` for the administrator."""

    type: Annotated[str, Field(description="URN of the kind of problem.", examples=["urn:opora:problem:not-found"])]
    title: Annotated[str, Field(description="The kind of problem, in English; the same for every occurrence.")]
    status: Annotated[int, Field(description="HTTP status.", examples=[404])]
    detail: Annotated[str, Field(description="What happened and what to do, in Russian.")]
    code: Annotated[str, Field(description="The kind of problem, for programs.", examples=["not-found"])]
    errors: Annotated[list[ProblemIssue], Field(description="Faults by place; empty where the whole is meant.")]
    request_id: Annotated[str | None, Field(description="Quote it when asking the administrator.")]


def describe_problem(error: OporaError, request_id: str | None) -> Problem:
    """Return the error in the form the caller reads."""
    issues = [ProblemIssue(pointer=issue.pointer, code=issue.code, detail=issue.detail) for issue in error.errors]
    return Problem(
        type=f"urn:opora:problem:{error.code}",
        title=error.title,
        status=error.status,
        detail=error.detail,
        code=error.code,
        errors=issues,
        request_id=request_id,
    )


def problem_response(
    scope: Scope,
    error: OporaError,
    *,
    headers: Mapping[str, str] | None = None,
    extensions: Mapping[str, Any] | None = None,
) -> Response:
    """Render the error as the answer to this request; extensions are further members of the object."""
    problem = describe_problem(error, scope.get(REQUEST_ID_KEY))
    content = json.dumps(problem.model_dump() | dict(extensions or {}), ensure_ascii=False)
    # What was sent may be repeated in here, halves of characters included, and those no encoding can write.
    body = content.encode("utf-8", "replace")
    return Response(body, error.status, _headers_of(error.status) | dict(headers or {}), PROBLEM_MEDIA_TYPE)


def _headers_of(status: int) -> dict[str, str]:
    if status == 401:  # noqa: PLR2004 - the status itself is the name
        return {"WWW-Authenticate": "Bearer"}
    if status == 503:  # noqa: PLR2004 - the same
        return {"Retry-After": _RETRY_AFTER_SECONDS}
    return {}


def problems(*errors: type[OporaError]) -> dict[int | str, dict[str, Any]]:
    """Return the `responses=` of a route that can end in these errors; those of one status share one entry."""
    responses: dict[int | str, dict[str, Any]] = {}
    for error in errors:
        response = responses.setdefault(error.status, _empty_response())
        examples = response["content"][PROBLEM_MEDIA_TYPE]["examples"]
        examples[error.code] = {"summary": error.title, "value": _example(error)}
        response["description"] = "; ".join(example["summary"] for example in examples.values())
    return responses


def _empty_response() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": "", "content": {PROBLEM_MEDIA_TYPE: {"schema": schema, "examples": {}}}}


def _example(error: type[OporaError]) -> dict[str, Any]:
    # The class may want arguments of its own; the default sentence is its docstring, and that needs none.
    sample = error.__new__(error)
    OporaError.__init__(sample)
    return describe_problem(sample, _EXAMPLE_REQUEST_ID).model_dump()
