"""Budgets: a function has at most 40 lines, 3 levels and 6 parameters, a file 300 lines."""

import ast
from collections.abc import Iterator, Sequence

import pytest

from tests.architecture.sources import PRODUCT, Function, SourceFile, list_functions, parse, read_sources

_FUNCTION_LINES = 40
_FILE_LINES = 300
_NESTING = 3
_PARAMETERS = 6
_BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)

# Place → why it may be larger. An entry that is no longer needed fails, so the list can only shrink.
_EXCEPTIONS = {
    "opora/commands/identify.py:identify parameters": "one parameter is one option of the command line's contract",
    "opora/commands/indicators.py:indicators parameters": "one parameter is one option of the command line's contract",
}


def list_excesses(source: SourceFile) -> Iterator[str]:
    """Yield every file and function that is over a budget, with the budget."""
    if len(source.text.splitlines()) > _FILE_LINES:
        yield f"{source.path} lines"
    for name, function, owner in list_functions(source):
        place = f"{source.path}:{name}"
        if (function.end_lineno or 0) - function.lineno + 1 > _FUNCTION_LINES:
            yield f"{place} lines"
        if _depth(function.body) > _NESTING:
            yield f"{place} nesting"
        # Fixtures of tests arrive as parameters.
        if not source.path.startswith("tests/") and _count_parameters(function, owner) > _PARAMETERS:
            yield f"{place} parameters"


def _depth(statements: Sequence[ast.stmt]) -> int:
    """Return how deep blocks stand in each other; `elif` is no deeper than its `if`, a nested function begins anew."""
    return max((_depth_of(statement) for statement in statements), default=0)


def _depth_of(statement: ast.stmt) -> int:
    if not isinstance(statement, _BLOCKS):
        return 0
    branches = [1 + _depth(body) for body in _bodies(statement)]
    chained = getattr(statement, "orelse", [])
    if isinstance(statement, ast.If) and len(chained) == 1 and isinstance(chained[0], ast.If):
        return max(*branches, _depth_of(chained[0]))
    return max(*branches, 1 + _depth(chained))


def _bodies(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    yield getattr(statement, "body", [])
    yield getattr(statement, "finalbody", [])
    for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
        yield part.body


def _count_parameters(function: Function, owner: ast.ClassDef | None) -> int:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    starred = [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
    is_bound = owner is not None and bool(named) and named[0].arg in {"self", "cls"}
    return len(named) + len(starred) - is_bound


def test_nothing_is_larger_than_its_budget() -> None:
    sources = read_sources(*PRODUCT, "tests", "migrations")

    excesses = {
        excess
        for source in sources
        if "/versions/" not in source.path  # alembic writes them, and their length is that of the schema
        for excess in list_excesses(source)
    }

    assert sum(1 for source in sources for _ in list_functions(source)) >= 500
    assert excesses == set(_EXCEPTIONS)


@pytest.mark.parametrize(
    ("text", "excess"),
    [
        ("x = 1\n" * 301, "services/trial/feature/use_cases.py lines"),
        ("def f():\n" + "    x = 1\n" * 40, "services/trial/feature/use_cases.py:f lines"),
        ("class A:\n    def f(self, a, b, c, *d, e, f, g): ...", "services/trial/feature/use_cases.py:A.f parameters"),
        (
            "def f():\n for a in b:\n  with c:\n   try:\n    pass\n   except E:\n    if d: pass",
            "services/trial/feature/use_cases.py:f nesting",
        ),
    ],
)
def test_an_excess_is_seen(text: str, excess: str) -> None:
    assert list(list_excesses(parse(text))) == [excess]


@pytest.mark.parametrize(
    "text",
    [
        "class A:\n    def f(self, a, b, c, *, d, e, f): ...",
        "def f():\n if a: pass\n elif b: pass\n elif c: pass\n elif d:\n  for x in y:\n   while z: pass",
        "def f():\n" + "    x = 1\n" * 39,
    ],
)
def test_what_keeps_its_budget_passes(text: str) -> None:
    assert list(list_excesses(parse(text))) == []
