"""Committing is structural: the scope of a request or a job does it, business code never."""

import ast
from collections.abc import Iterator, Sequence

from tests.architecture.sources import PRODUCT, SourceFile, parse, read_sources

_MAY_COMMIT = ("shared/database/", "shared/queue/")


def list_commits(source: SourceFile) -> Iterator[str]:
    """Yield the place of every `.commit` in the file, called or handed on."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "commit":
            yield f"{source.path}:{node.lineno}"


def _outside(sources: Sequence[SourceFile]) -> list[str]:
    return [place for source in sources if not source.path.startswith(_MAY_COMMIT) for place in list_commits(source)]


def test_only_the_scopes_of_requests_and_jobs_commit() -> None:
    sources = read_sources(*PRODUCT)

    inside = [place for source in sources if source.path.startswith(_MAY_COMMIT) for place in list_commits(source)]

    assert inside, "the scope itself commits; a check that does not see it sees nothing"
    assert _outside(sources) == []


def test_a_commit_in_a_use_case_is_seen() -> None:
    source = parse("async def approve_run(session):\n    await session.commit()\n")

    assert _outside([source]) == ["services/trial/feature/use_cases.py:2"]
