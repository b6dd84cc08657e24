"""SQL stands in `queries` and in shared; everything else hands its session on."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import SourceFile, list_strings, parse, read_sources

# Types that travel through every layer; with them alone no statement can be built.
_ALLOWED_IMPORTS = {"AsyncSession", "AsyncConnection", "AsyncEngine", "Row", "InstrumentedAttribute", "DBAPIError"}
_ALLOWED_IMPORTS |= {"make_url"}  # reads an address, talks to nobody
_SESSION_METHODS = {
    "add",
    "add_all",
    "begin_nested",
    "delete",
    "execute",
    "flush",
    "get",
    "get_one",
    "merge",
    "refresh",
}
_SESSION_METHODS |= {"scalar", "scalars", "stream", "stream_scalars"}
_SQL = re.compile(r"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|WITH|CREATE|DROP|ALTER|TRUNCATE|COPY)\s")

# Place → what is done there. An entry that is no longer needed fails, so the list can only shrink.
_EXCEPTIONS = {
    # The first statements of a new cluster go through psql: login and database are not there yet.
    "opora/embedded/postgres_server.py": {"SELECT"},
    # CREATE and DROP DATABASE for a command's own database: before there is one, there is no session to hand on.
    "opora/own_database.py": {"import text", "import create_async_engine", "connection.execute", "CREATE", "DROP"},
}


def list_statements(source: SourceFile) -> Iterator[str]:
    """Yield everything in the file that makes or runs SQL."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
            yield from (f"import {name.name}" for name in node.names if name.name not in _ALLOWED_IMPORTS)
        elif isinstance(node, ast.Import):
            yield from (f"import {name.name}" for name in node.names if name.name.split(".")[0] == "sqlalchemy")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_on_session(node.func):
            yield ast.unparse(node.func)
    for _, string in list_strings(source):
        if found := _SQL.match(string):
            yield found[1]


def _is_on_session(method: ast.Attribute) -> bool:
    receiver = ast.unparse(method.value).rsplit(".", 1)[-1]
    return method.attr in _SESSION_METHODS and (receiver.endswith(("session", "connection")))


def _may_hold_sql(source: SourceFile) -> bool:
    parts = source.path.removesuffix(".py").split("/")
    return parts[0] == "services" and "queries" in parts[3:]


def test_sql_stands_in_queries_and_shared_only() -> None:
    sources = read_sources("services", "opora")

    found = {source.path: set(list_statements(source)) for source in sources if not _may_hold_sql(source)}

    assert [source.path for source in sources if _may_hold_sql(source) and any(list_statements(source))]
    assert {path: statements for path, statements in found.items() if statements} == _EXCEPTIONS


@pytest.mark.parametrize(
    "line",
    [
        "from sqlalchemy import select",
        "import sqlalchemy as sa",
        "rows = await session.execute(statement)",
        "run = await context.session.get(Run, run_id)",
        "statement = f'SELECT * FROM {table}'",
        "session.add(run)",
    ],
)
def test_sql_in_a_use_case_is_seen(line: str) -> None:
    source = parse(f"async def approve_run(context, session):\n    {line}\n")

    assert list(list_statements(source))


def test_a_feature_called_queries_is_no_licence() -> None:
    assert not _may_hold_sql(parse("", "services/trial/queries.py"))
    assert _may_hold_sql(parse("", "services/trial/feature/queries.py"))
    assert _may_hold_sql(parse("", "services/trial/feature/queries/runs.py"))
