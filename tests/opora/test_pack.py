"""`opora pack show`: what a programme is, with how much of everything."""

import yaml
from typer.testing import CliRunner

from opora.commands.application import app


def test_a_pack_is_shown_with_its_plans_and_how_much_it_holds() -> None:
    shown = CliRunner().invoke(app, ["pack", "show", "norilsk-2022"])

    content = yaml.safe_load(shown.stdout)
    assert [plan["code"] for plan in content["roadmap"]["plans"]] == ["prevention", "plan-2023"]
    assert content["counts"] == {
        "rules": 2,
        "indicators": 24,
        "tasks": 13,
        "measures": 32,
        "support_measures": 19,
        "stages": 0,
    }
