"""Territories and scopes refuse what they do not know."""

import pytest

from shared.access.principals import InvalidTerritory, Territory
from shared.access.requirements import require
from shared.access.scopes import SCOPES, UnknownScope


@pytest.mark.parametrize(
    ("level", "code"),
    [
        ("federal", None),
        ("region", "04"),
        ("municipality", "04729000"),
        ("school", "edu123456"),
        ("school", "ksh000001"),
    ],
)
def test_a_code_of_its_level_is_a_territory(level: str, code: str | None) -> None:
    assert Territory(level, code).code == code  # type: ignore[arg-type]  # the parameter is any level


@pytest.mark.parametrize(
    ("level", "code"),
    [
        ("federal", "04"),
        ("region", None),
        ("region", "4"),
        ("region", "04729000"),
        ("region", ""),
        ("municipality", "04"),
        ("municipality", "0472900٠"),
        ("municipality", "04729000\n"),
        ("school", "sch123456"),
        ("school", "123456"),
        ("country", "04"),
    ],
)
def test_a_code_of_another_level_is_refused(level: str, code: str | None) -> None:
    with pytest.raises(InvalidTerritory):
        Territory(level, code)  # type: ignore[arg-type]  # the parameter is any text


def test_a_route_cannot_demand_a_scope_that_does_not_exist() -> None:
    with pytest.raises(UnknownScope):
        require("identification:raed")


def test_scopes_are_a_service_and_a_verb() -> None:
    assert SCOPES.keys() >= {"identification:read", "identification:write", "identification:run", "roadmap:read"}
    assert {scope.split(":")[0] for scope in SCOPES} == {"identification", "monitoring", "roadmap"}
