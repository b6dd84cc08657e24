"""Writes migrations/schema.sql: what all migrations together make, so that a change of the schema can be read."""

import asyncio
import re
import subprocess
from pathlib import Path

from sqlalchemy import make_url

from opora.embedded import temporary_servers
from opora.embedded.binaries import find_postgres
from opora.embedded.child import server_environment
from opora.migration import migrate
from shared.database.schema_version import MIGRATIONS

SCHEMA_FILE = MIGRATIONS / "schema.sql"
# A dump of an empty database takes a second; a minute is for a machine that does much else.
_DUMP_SECONDS = 60
# Comments, the session's settings and psql's commands differ between versions of pg_dump and say nothing of the schema.
_NOISE = re.compile(r"^(--|SET |SELECT pg_catalog\.set_config|\\)")


def dump_schema() -> str:
    """Return the SQL of a newly migrated database: tables, keys, indexes and grants."""
    with temporary_servers(with_redis=False) as servers:
        asyncio.run(migrate(servers.owner_database_url, servers.database_url))
        return _tidy(_run_pg_dump(servers.owner_database_url))


def _run_pg_dump(url: str) -> str:
    address = make_url(url)
    command = [find_postgres(None).program("pg_dump"), "--schema-only", "--no-owner", "--restrict-key=opora"]
    command += ["-h", str(address.host), "-p", str(address.port), "-U", str(address.username), str(address.database)]
    dump = subprocess.run(  # noqa: S603  # Postgres' own program on a server of ours
        command,
        env=server_environment() | {"PGPASSWORD": str(address.password)},
        capture_output=True,
        check=True,
        text=True,
        timeout=_DUMP_SECONDS,
    )
    return dump.stdout


def _tidy(dump: str) -> str:
    kept = "\n".join(line for line in dump.splitlines() if not _NOISE.match(line))
    return re.sub(r"\n{3,}", "\n\n", kept).strip() + "\n"


def write_schema(path: Path = SCHEMA_FILE) -> None:
    """Write the dump to the file."""
    path.write_text(dump_schema(), encoding="utf-8")


if __name__ == "__main__":
    write_schema()
