"""Every operation says what it does, shows an example of what comes in and goes out, and names its problems."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.contracts.documents import Operation, list_all_operations, list_operations, read_document

_PROBLEM = "application/problem+json"
_ALWAYS = {"422", "500", "503"}
_LONGEST_SUMMARY = 140


def list_faults(operation: Operation) -> Iterator[str]:
    """Yield what this operation fails to tell."""
    content = operation.content
    summary = content.get("summary", "")
    if not summary or summary == operation.name.replace("_", " ").title() or len(summary) > _LONGEST_SUMMARY:
        yield "summary"
    if not content.get("description"):
        yield "description"
    if operation.request_content and not any(_examples(each) for each in operation.request_content.values()):
        yield "example of the body"
    for status, answer in operation.success.items():
        if not answer.get("content") and status != "204":
            yield f"content of {status}"
        if any(not _examples(each) for each in answer.get("content", {}).values()):
            yield f"example of {status}"
    yield from _missing_problems(operation)


def _missing_problems(operation: Operation) -> Iterator[str]:
    expected = set(_ALWAYS)
    expected |= {"401", "403"} if operation.is_guarded else set()
    expected |= {"404"} if operation.path_parameters else set()
    expected |= {"400", "413"} if operation.request_content else set()
    expected |= {"409"} if _takes_header(operation, "Idempotency-Key") else set()
    expected |= {"412", "428"} if _takes_header(operation, "If-Match") else set()
    answers = operation.content["responses"]
    for status in sorted(expected | {each for each in answers if each[0] in "45"}):
        if not _examples(answers.get(status, {}).get("content", {}).get(_PROBLEM, {})):
            yield f"problem {status}"
    if "202" in answers and "Location" not in answers["202"].get("headers", {}):
        yield "Location of 202"


def _takes_header(operation: Operation, name: str) -> bool:
    return any((each["in"], each["name"]) == ("header", name) for each in operation.content.get("parameters", ()))


def _examples(content: dict[str, Any]) -> list[Any]:
    named = [each["value"] for each in content.get("examples", {}).values()]
    return named + ([content["example"]] if "example" in content else [])


def _contents(operation: Operation) -> Iterator[dict[str, Any]]:
    yield from operation.request_content.values()
    for answer in operation.content["responses"].values():
        yield from answer.get("content", {}).values()


def test_every_operation_tells_all_of_itself() -> None:
    operations = list_all_operations()

    faults = [f"{operation}: {fault}" for operation in operations for fault in list_faults(operation)]

    assert len(operations) >= 20, "there are fewer operations than there were: are they still found?"
    # An example comes from `json_schema_extra` of the model or from examples of all its fields.
    assert faults == [], "\n".join(faults)


def test_every_guarded_operation_names_its_scope() -> None:
    guarded = [operation for operation in list_all_operations() if operation.is_guarded]

    assert len(guarded) >= 15
    assert [str(operation) for operation in guarded if operation.scope is None] == []


def test_every_example_is_one_of_its_schema() -> None:
    checked, wrong = 0, []
    for operation in list_all_operations():
        for content in _contents(operation):
            validator = operation.validator(content.get("schema", {}))
            for example in _examples(content):
                checked += 1
                wrong += [
                    f"{operation}: {fault.json_path}: {fault.message}" for fault in validator.iter_errors(example)
                ]

    assert checked >= 50
    assert wrong == [], "\n".join(wrong)


def _forget_body_example(content: dict[str, Any]) -> None:
    content["requestBody"]["content"]["application/json"].pop("example")


_BREACHES: dict[str, Callable[[dict[str, Any]], object]] = {
    "summary": lambda content: content.update(summary="Create Run"),
    "description": lambda content: content.pop("description"),
    "example of the body": _forget_body_example,
    "example of 202": lambda content: content["responses"]["202"]["content"]["application/json"].pop("example"),
    "problem 401": lambda content: content["responses"].pop("401"),
    "problem 409": lambda content: content["responses"].pop("409"),
    "Location of 202": lambda content: content["responses"]["202"].pop("headers"),
}


@pytest.mark.parametrize("fault", _BREACHES)
def test_what_an_operation_fails_to_tell_is_seen(fault: str) -> None:
    document = copy.deepcopy(read_document("identification"))
    operation = next(each for each in list_operations(document) if each.name == "create_run")

    _BREACHES[fault](operation.content)

    assert list(list_faults(operation)) == [fault]
