"""Every operation keeps its contract whatever it is asked: schemathesis makes up the requests, all checks are on.

The operations come from the contracts, by tag, so that those of a new feature are asked as soon as it has a route.
"""

import asyncio

import pytest

from opora.commands.openapi import Service
from opora.gateway import create_gateway
from opora.running import create_apps, serving
from shared.settings import Settings
from tests.contracts.documents import list_operations, read_document
from tests.contracts.objects import PUBLIC, make_objects
from tests.fuzzing.asking import fuzz
from tests.identification.conftest import MakeCaller

_LEAST_CHECKS = {
    *("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"),
    *("response_headers_conformance", "positive_data_acceptance", "negative_data_rejection", "ignored_auth"),
    *("unsupported_method", "allow_header_conformance", "missing_required_header"),
    *("use_after_free", "ensure_resource_availability", "object_level_authorization"),
}


def _list_tags() -> list[tuple[str, str]]:
    return sorted(
        {
            (service.value, tag)
            for service in Service
            for operation in list_operations(read_document(service.value))
            for tag in operation.content["tags"]
        }
    )


def test_every_operation_has_a_tag() -> None:
    operations = [each for service in Service for each in list_operations(read_document(service.value))]

    assert len(operations) >= 20
    assert [str(operation) for operation in operations if len(operation.content.get("tags", ())) != 1] == []


# Half a minute for the largest tag; several times that where everything else on the machine is being tested too.
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("service", "tag"), _list_tags())
async def test_operations_keep_their_contract(
    make_caller: MakeCaller, settings: Settings, service: str, tag: str
) -> None:
    owner = await make_caller()
    objects = await make_objects(owner)
    document = read_document(service)
    key = owner.http.headers["Authorization"].removeprefix("Bearer ")

    async with serving(create_gateway(create_apps(settings), settings), settings, host="127.0.0.1", port=0) as server:
        host, port = server.servers[0].sockets[0].getsockname()
        ids = objects.ids_of(service) | PUBLIC
        findings = await asyncio.to_thread(fuzz, document, tag, f"http://{host}:{port}", key, ids)

    asked = {str(each) for each in list_operations(document) if tag in each.content["tags"]}
    assert not findings.failures, str(findings)
    assert not findings.errors, str(findings)
    assert findings.answered.keys() == asked
    assert findings.checks >= _LEAST_CHECKS
