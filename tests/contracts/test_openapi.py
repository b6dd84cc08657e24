"""What the services promise in OpenAPI is what is committed: a change of a contract is a change one can read."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from opora.commands.application import app
from opora.commands.openapi import Service

_CONTRACTS = Path(__file__).parent


@pytest.mark.parametrize("service", list(Service))
def test_the_committed_contract_is_what_the_service_answers(service: Service) -> None:
    committed = (_CONTRACTS / f"{service}.json").read_text("utf-8")

    printed = CliRunner().invoke(app, ["openapi", service.value])

    assert printed.exit_code == 0
    assert f'"/{service}/health/live"' in printed.stdout
    assert printed.stdout == committed, f"the contract of {service} has changed: run `make openapi`, commit the result"
