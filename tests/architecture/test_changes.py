"""Whatever can be changed over HTTP leaves a change row: every feature with such a route records."""

from collections.abc import Iterator

from fastapi.routing import iter_route_contexts

from opora.running import create_apps
from shared.settings import Settings
from tests.architecture.sources import ROOT

_SHARED = ("shared/imports", "shared/schedules")
_SAFE = {"GET", "HEAD", "OPTIONS"}


def _list_writing_modules() -> Iterator[str]:
    """Yield the module of every route that changes something, of all services."""
    for app in create_apps(Settings()):
        for route in iter_route_contexts(app.routes):
            endpoint = getattr(route, "endpoint", None)
            if endpoint is not None and set(getattr(route, "methods", None) or ()) - _SAFE:
                yield str(endpoint.__module__)


def _find_feature(module: str) -> str:
    """Return the folder of a feature: of `services.identification.runs.router` the first three parts."""
    parts = module.split(".")
    return "/".join(parts[: 3 if parts[0] == "services" else 2])


def _records(feature: str) -> bool:
    """Tell whether a feature calls record_change; the jobs that end what it began count as its own.

    So does what it leaves to a feature of shared, which records itself.
    """
    left = [folder for folder in _SHARED if _mentions(feature, f"from {folder.replace('/', '.')} import use_cases")]
    return any(_mentions(folder, "record_change(") for folder in (feature, *left))


def _mentions(folder: str, words: str) -> bool:
    return any(words in path.read_text("utf-8") for path in (ROOT / folder).rglob("*.py"))


def test_every_feature_that_changes_something_records_it() -> None:
    features = {_find_feature(module) for module in _list_writing_modules()}

    assert len(features) >= 6
    assert {feature for feature in features if not _records(feature)} == set()
