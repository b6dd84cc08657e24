"""Every error is a problem (RFC 9457)."""

import json
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import pytest
from fastapi import APIRouter, Header, HTTPException, Query
from pydantic import Field, field_validator

from shared.errors import Conflict, FieldIssue, Invalid, NotFound
from shared.http.problems import problem_response, problems
from shared.http.schemas import RequestModel
from tests.shared.http.conftest import Serve

router = APIRouter()


class SchoolNotFound(NotFound):
    """Школы с таким кодом нет."""

    code = "school-not-found"
    title = "School not found"


class SchoolClosed(NotFound):
    """Школа
    закрыта."""

    code = "school-closed"
    title = "School closed"

    def __init__(self, school_code: str) -> None:
        super().__init__(f"Школа {school_code} закрыта.")


class SchoolMoved(Conflict):
    """Школа переехала."""

    code = "school-moved"
    title = "School moved"


class Colour(StrEnum):
    red = "red"
    green = "green"


class Order(RequestModel):
    number: Annotated[int, Field(ge=1)]
    signed_on: date
    colour: Colour = Colour.red
    nested: dict[str, int] | None = None
    note: str = ""

    @field_validator("note")
    @classmethod
    def check_note(cls, note: str) -> str:
        if note == "по-русски":
            raise ValueError("Примечание не годится.")
        if note == "in English":
            raise ValueError("secret internals")
        return note


@router.get("/schools/{school_id}")
async def get_school(
    school_id: UUID,
    limit: Annotated[int, Query(le=10)] = 1,
    if_match: Annotated[int, Header()] = 1,
) -> None:
    raise SchoolNotFound(errors=[FieldIssue("/path/school_id", "unknown", f"Нет {school_id}, {limit}, {if_match}.")])


@router.post("/orders")
async def create_order(order: Order) -> Order:
    return order


@router.get("/teapot")
async def brew() -> None:
    raise HTTPException(418)


async def test_our_error_is_answered_with_every_member_of_a_problem(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.get(
        "/probe/v1/schools/123e4567-e89b-12d3-a456-426614174000", headers={"X-Request-ID": "request-1"}
    )

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:opora:problem:school-not-found",
        "title": "School not found",
        "status": 404,
        "detail": "Школы с таким кодом нет.",
        "code": "school-not-found",
        "errors": [
            {
                "pointer": "/path/school_id",
                "code": "unknown",
                "detail": "Нет 123e4567-e89b-12d3-a456-426614174000, 1, 1.",
            }
        ],
        "request_id": "request-1",
    }


async def test_every_part_of_a_request_has_its_pointer(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/schools/x?limit=11", headers={"If-Match": "y"})

    assert answer.status_code == 422
    assert {(issue["pointer"], issue["code"]) for issue in answer.json()["errors"]} == {
        ("/path/school_id", "uuid-parsing"),
        ("/query/limit", "less-than-equal"),
        ("/header/if-match", "int-parsing"),
    }


@pytest.mark.parametrize(
    ("body", "pointer", "code", "sentence"),
    [
        ({"signed_on": "2022-09-01"}, "/body/number", "missing", "Обязательное значение не указано."),
        ({"number": 0, "signed_on": "2022-09-01"}, "/body/number", "greater-than-equal", "не меньше 1."),
        ({"number": "x", "signed_on": "2022-09-01"}, "/body/number", "int-parsing", "Нужно целое число."),
        ({"number": 1.5, "signed_on": "2022-09-01"}, "/body/number", "int-from-float", "без дробной части"),
        ({"number": 1, "signed_on": "завтра"}, "/body/signed_on", "date-from-datetime-parsing", "Нужна дата"),
        ({"number": 1, "signed_on": "2022-09-01", "colour": "x"}, "/body/colour", "enum", "'red' or 'green'"),
        ({"number": 1, "signed_on": "2022-09-01", "a~b/c": 1}, "/body/a~0b~1c", "extra-forbidden", "Такого поля"),
        ({"number": 1, "signed_on": "2022-09-01", "nested": {"a": []}}, "/body/nested/a", "int-type", "целое"),
        ({"number": 1, "signed_on": "2022-09-01", "note": 1}, "/body/note", "string-type", "Нужна строка."),
        ({"number": 1, "signed_on": "2022-09-01", "note": "по-русски"}, "/body/note", "value-error", "Примечание не"),
        ({"number": 1, "signed_on": "2022-09-01", "note": "in English"}, "/body/note", "value-error", "не принято"),
    ],
)
async def test_a_finding_of_validation_is_a_russian_sentence_at_its_place(
    serve: Serve, body: object, pointer: str, code: str, sentence: str
) -> None:
    client = await serve(router)

    answer = await client.post("/probe/v1/orders", json=body)

    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid-request"
    (issue,) = answer.json()["errors"]
    assert (issue["pointer"], issue["code"]) == (pointer, code)
    assert sentence in issue["detail"]
    assert "secret" not in answer.text


async def test_a_refused_value_is_not_repeated(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.post("/probe/v1/orders", json={"number": "Иванов Иван", "signed_on": "Петров Пётр"})

    assert len(answer.json()["errors"]) == 2
    assert "Иванов" not in answer.text
    assert "Петров" not in answer.text


async def test_half_a_character_is_refused_by_validation(serve: Serve) -> None:
    client = await serve(router)
    body = rb'{"number": 1, "signed_on": "2022-09-01", "\ud800": 1, "nested": {"\udfff": "\ud800"}, "note": "\ud800"}'

    answer = await client.post("/probe/v1/orders", content=body, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")


def test_half_a_character_can_be_told_of() -> None:
    error = Invalid("Нет «\ud800».", errors=[FieldIssue("/\udfff", "unknown", "Нет.")])

    answer = json.loads(bytes(problem_response({}, error).body))

    assert (answer["detail"], answer["errors"][0]["pointer"]) == ("Нет «?».", "/?")


async def test_broken_json_is_one_issue_of_the_body(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.post("/probe/v1/orders", content=b'{"number": ', headers={"Content-Type": "application/json"})

    assert answer.status_code == 422
    assert [(issue["pointer"], issue["code"]) for issue in answer.json()["errors"]] == [("/body", "json-invalid")]


async def test_json_without_its_content_type_is_told_so(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.post("/probe/v1/orders", content=b'{"number": 1, "signed_on": "2022-09-01"}')

    assert answer.status_code == 422
    assert "Content-Type: application/json" in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"nested":' * 50_000, b"\xff\xfe{}"])
async def test_unreadable_json_is_a_problem_and_no_failure(serve: Serve, content: bytes) -> None:
    client = await serve(router)

    answer = await client.post("/probe/v1/orders", content=content, headers={"Content-Type": "application/json"})

    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


async def test_an_unknown_address_is_a_problem(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/nothing")

    assert (answer.status_code, answer.json()["code"]) == (404, "route-not-found")


async def test_a_wrong_method_is_a_problem_that_keeps_the_allow_header(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.delete("/probe/v1/orders")

    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "POST"


async def test_a_wrong_method_is_told_all_that_its_address_takes(serve: Serve) -> None:
    orders = APIRouter(prefix="/orders")
    orders.add_api_route("", lambda: None, methods=["POST"], name="create_order")
    orders.add_api_route("", lambda: None, methods=["GET"], name="list_orders")
    client = await serve(orders)

    answer = await client.delete("/probe/v1/orders")

    assert answer.headers["allow"] == "GET, POST"


async def test_any_other_http_error_is_a_problem_with_its_own_status(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/teapot")

    assert answer.status_code == 418
    assert (answer.json()["status"], answer.json()["title"], answer.json()["code"]) == (
        418,
        "I'm a Teapot",
        "http-error",
    )


def test_errors_of_one_status_become_named_examples_of_one_response() -> None:
    responses = problems(SchoolNotFound, SchoolMoved, SchoolClosed)

    assert responses.keys() == {404, 409}
    examples = responses[404]["content"]["application/problem+json"]["examples"]
    assert examples.keys() == {"school-not-found", "school-closed"}
    assert examples["school-closed"]["value"]["detail"] == "Школа закрыта."
    assert responses[404]["description"] == "School not found; School closed"


def test_the_default_sentence_of_an_error_is_its_docstring() -> None:
    assert Invalid().detail == "Данные не приняты: исправьте указанные места и отправьте снова."
