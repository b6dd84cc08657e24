"""Every setting says what it is for, in the code and in .env.example."""

import re

from shared.settings import Settings
from tests.architecture.sources import ROOT

_EXAMPLE = ROOT / ".env.example"
# A line that sets it, commented out or not.
_SETTING = re.compile(r"^#? ?(OPORA_[A-Z_]+)=(.*)$", re.MULTILINE)


def _environment_names() -> list[str]:
    prefix = Settings.model_config["env_prefix"]
    return [f"{prefix}{name}".upper() for name in Settings.model_fields]


def test_every_setting_has_a_description() -> None:
    fields = Settings.model_fields

    assert fields
    assert [name for name, field in fields.items() if not field.description] == []


def test_the_example_shows_every_setting_with_its_description_and_no_other() -> None:
    example = _EXAMPLE.read_text("utf-8")

    shown = [name for name, _ in _SETTING.findall(example)]

    assert sorted(shown) == sorted(_environment_names())
    described = [field.description or "" for field in Settings.model_fields.values()]
    assert [text for text in described if text not in example] == []


def test_the_example_shows_the_defaults() -> None:
    shown = dict(_SETTING.findall(_EXAMPLE.read_text("utf-8")))

    defaults = {name: Settings.model_fields[name.removeprefix("OPORA_").lower()].default for name in shown}

    wrong = {name: value for name, value in defaults.items() if value is not None and shown[name] != str(value)}
    assert wrong == {}


def test_the_readme_names_the_servers_one_can_give() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    needed = ["OPORA_DATABASE_URL", "OPORA_OWNER_DATABASE_URL", "OPORA_REDIS_URL"]
    mentioned = set(re.findall(r"OPORA_[A-Z_]+", readme))

    assert set(needed) <= mentioned
    assert mentioned <= set(_environment_names()), "the README names a setting that there is not"
