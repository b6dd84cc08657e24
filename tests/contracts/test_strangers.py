"""Every operation, asked by nobody, by a key without its scope, and by a key of another municipality.

Which operations there are, what they take and which scope they demand is read from the contracts: whoever adds a route
has it asked here, and whoever adds a kind of path parameter must tell in `objects.py` what a foreign one is.
"""

import json
from typing import Any

import httpx
from sqlalchemy import text

from shared.access.principals import Territory
from shared.access.scopes import SCOPES
from shared.database.base import Base
from shared.database.session import Database
from shared.http.examples import NoExample, derive_example
from tests.contracts.documents import Operation, list_all_operations
from tests.contracts.objects import PUBLIC, Objects, make_objects
from tests.factories.files import NORILSK, ULCHSKY
from tests.identification.conftest import MakeCaller

# Refused to every key but federal ones, which own no municipality: what holds for all.
_FOR_ALL = "everywhere-missing"


def _guarded() -> list[Operation]:
    return [operation for operation in list_all_operations() if operation.is_guarded]


def _path(operation: Operation, objects: Objects) -> str:
    return operation.path.format_map(objects.ids_of(operation.path.split("/")[1]) | PUBLIC)


def _query(operation: Operation, objects: Objects) -> dict[str, str]:
    """Return the required query parameters: those of an object, or the example of the contract."""
    found = {}
    for parameter in operation.required_query:
        name, schema = parameter["name"], parameter["schema"]
        found[name] = objects.ids.get(name) or str(_example(parameter, schema, operation))
    return found


def _example(content: dict[str, Any], schema: dict[str, Any], operation: Operation) -> Any:
    if "example" in content:
        return content["example"]
    try:
        return derive_example(schema, operation.document["components"]["schemas"])
    except NoExample:
        return None


def _body(operation: Operation, objects: Objects) -> tuple[bytes, dict[str, str]]:
    """Return the example of the contract, which names the municipality whose objects they are, with their ids."""
    for media_type, content in operation.request_content.items():
        example = _example(content, content["schema"], operation)
        if isinstance(example, dict):
            example |= {name: objects.ids[name] for name in example if name in objects.ids}
        if example is not None:
            written = example if isinstance(example, str) else json.dumps(example)
            return written.encode(), {"Content-Type": media_type}
    return b"", {}


async def _ask(caller: httpx.AsyncClient, operation: Operation, objects: Objects) -> httpx.Response:
    content, headers = _body(operation, objects)
    return await caller.request(
        operation.method,
        _path(operation, objects),
        params=_query(operation, objects),
        content=content,
        headers=headers | {"If-Match": "*"},
    )


def _list_traces(answer: httpx.Response, objects: Objects) -> list[str]:
    """Return what of the objects the answer tells beyond repeating the request."""
    request = f"{answer.request.url} {answer.request.content.decode()}"
    return [trace for trace in objects.traces if trace in answer.text and trace not in request]


async def _digest_rows(database: Database, oktmo: str) -> dict[str, str]:
    """Return a digest of the municipality's rows in every table that has such."""
    tables = [table for table in Base.metadata.sorted_tables if "municipality_id" in table.columns]
    assert len(tables) >= 4
    found = {}
    async with database.transaction() as session:
        for table in tables:
            statement = text(
                f"SELECT md5(coalesce(string_agg(row::text, '' ORDER BY row::text), '')) FROM {table.name} row "
                "WHERE municipality_id = (SELECT id FROM municipality WHERE oktmo = :oktmo)"
            )
            found[table.name] = str(await session.scalar(statement, {"oktmo": oktmo}))
    return found


async def test_every_parameter_of_a_path_has_a_foreign_object(make_caller: MakeCaller) -> None:
    named = {name for operation in _guarded() for name in operation.path_parameters}

    objects = await make_objects(await make_caller())

    assert len(named) >= 4
    assert named - objects.ids.keys() - PUBLIC.keys() == set(), "make one in tests/contracts/objects.py"
    assert PUBLIC.keys() - named == set(), "no longer needed"


async def test_without_a_key_nothing_is_answered(make_caller: MakeCaller) -> None:
    owner = await make_caller()
    objects = await make_objects(owner)
    operations = _guarded()

    del owner.http.headers["Authorization"]
    answers = {str(each): (await _ask(owner.http, each, objects)).status_code for each in operations}

    assert len(answers) >= 15
    assert {name: status for name, status in answers.items() if status != 401} == {}


async def test_without_its_scope_nothing_is_answered(make_caller: MakeCaller) -> None:
    objects = await make_objects(await make_caller())
    scopes = sorted({str(operation.scope) for operation in _guarded()})

    answers = {}
    for scope in scopes:
        caller = await make_caller(scopes=tuple(set(SCOPES) - {scope}))
        for operation in _guarded():
            if operation.scope == scope:
                answers[str(operation)] = (await _ask(caller.http, operation, objects)).status_code

    assert len(answers) == len(_guarded())
    assert {name: status for name, status in answers.items() if status != 403} == {}


async def test_to_another_municipality_nothing_is_shown_and_nothing_of_it_is_changed(make_caller: MakeCaller) -> None:
    owner = await make_caller()
    objects = await make_objects(owner)
    stranger = await make_caller(Territory("municipality", ULCHSKY))
    before = await _digest_rows(owner.database, NORILSK)

    answers = [(operation, await _ask(stranger.http, operation, objects)) for operation in _guarded()]
    await owner.run_jobs()

    shown = {str(operation): found for operation, answer in answers if (found := _list_traces(answer, objects))}
    named = [(str(each), answer) for each, answer in answers if set(each.path_parameters) - PUBLIC.keys()]
    assert shown == {}
    assert len(named) >= 8
    assert {name: answer.status_code for name, answer in named if answer.status_code != 404} == {}
    assert await _digest_rows(owner.database, NORILSK) == before


async def test_the_owner_is_answered_as_the_contract_says(make_caller: MakeCaller) -> None:
    owner = await make_caller(Territory("municipality", NORILSK))
    objects = await make_objects(owner)

    # What removes an object comes last, parts before the whole.
    operations = sorted(
        _guarded(), key=lambda each: each.path.count("/") if each.method == "delete" else 1000, reverse=True
    )
    answers = [(operation, await _ask(owner.http, operation, objects)) for operation in operations]

    # Where the owner is not answered either, the answers to strangers above prove nothing.
    refused = [(str(each), answer) for each, answer in answers if answer.status_code in {401, 403, 404, 422}]
    assert {name: answer.text for name, answer in refused if answer.json()["code"] != _FOR_ALL} == {}
    assert {str(each): faults for each, answer in answers if (faults := each.list_faults_of(answer))} == {}
