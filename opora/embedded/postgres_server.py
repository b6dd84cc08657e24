"""A real Postgres 18 as a child of this process."""

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from opora.embedded.binaries import PostgresBinaries, find_postgres
from opora.embedded.child import Launch, server_environment
from opora.embedded.errors import ServerDidNotStart
from opora.embedded.folders import give_to
from opora.embedded.ports import ADDRESS
from opora.embedded.server import EmbeddedServer

OWNER = "opora_owner"
SERVICES_LOGIN = "opora"
DATABASE = "opora"

# One machine that also runs the services; what is not here is left at Postgres' own default.
SETTINGS: Mapping[str, str] = {
    "listen_addresses": ADDRESS,
    "unix_socket_directories": "",  # a socket's path may be at most 107 bytes long, data folders are longer
    "max_connections": "100",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",  # a large import would otherwise force checkpoints
    "jit": "off",  # compiling the long criteria expressions costs more than running them
    "client_connection_check_interval": "1s",  # a killed worker's locks are freed even inside a long statement
    "log_checkpoints": "off",  # keeps the log for what matters
    "log_line_prefix": "%m [%p] %a ",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For content that nobody misses after a crash of the machine.
NOT_DURABLE: Mapping[str, str] = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",  # required by the line above
}
# An interrupted earlier attempt may have made the first without the second.
COMPLETING_SCRIPT = rf"""
SELECT format('CREATE ROLE {SERVICES_LOGIN} LOGIN PASSWORD %L', :'password')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{SERVICES_LOGIN}') \gexec
SELECT 'CREATE DATABASE {DATABASE}'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}') \gexec
"""  # noqa: S608  the names are the constants above
# Making an empty cluster takes about a second; on a slow disk fsync makes it tens.
INITDB_SECONDS = 120.0
TOOL_SECONDS = 60.0
PROBE_SECONDS = 5.0


class PostgresServer(EmbeddedServer):
    """Postgres with the database `opora`, its owner, and the login of the services."""

    name: ClassVar[str] = "Postgres"
    store_name: ClassVar[str] = "cluster"
    pid_file_name: ClassVar[str] = "postmaster.pid"
    process_names: ClassVar[frozenset[str]] = frozenset({"postgres"})
    password_names: ClassVar[tuple[str, ...]] = (OWNER, SERVICES_LOGIN)
    # Fast (sessions are cut, a checkpoint is written), then immediate (the next start recovers), then by force.
    stop_signals: ClassVar[tuple[tuple[int, float], ...]] = (
        (signal.SIGINT, 30.0),
        (signal.SIGQUIT, 10.0),
        (signal.SIGKILL, 5.0),
    )
    _binaries: PostgresBinaries

    @property
    def owner_database_url(self) -> str:
        """Return the address for migrations, whose login may do everything."""
        return self._url(OWNER)

    @property
    def database_url(self) -> str:
        """Return the address for the services."""
        return self._url(SERVICES_LOGIN)

    def _url(self, login: str) -> str:
        return f"postgresql://{login}:{self._passwords[login]}@{ADDRESS}:{self.port}/{DATABASE}"

    def _install(self) -> None:
        self._binaries = find_postgres(self._account)
        if (self._store / "PG_VERSION").exists():
            return
        # An interrupted earlier attempt cannot be told from a whole cluster, so each is made aside and renamed.
        for abandoned in self._folder.glob("new-cluster.*"):
            shutil.rmtree(abandoned, ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(prefix="new-cluster.", dir=self._folder))
        give_to(unfinished, self._account)
        self._save_connection()  # the passwords must survive from the moment a cluster knows them
        self._make_cluster(unfinished)
        unfinished.rename(self._store)

    def _make_cluster(self, cluster: Path) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self._folder, prefix="password.") as password_file:
            password_file.write(self._passwords[OWNER])
            password_file.flush()
            give_to(Path(password_file.name), self._account)
            command = [
                self._binaries.program("initdb"),
                f"--pgdata={cluster}",
                f"--username={OWNER}",
                f"--pwfile={password_file.name}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",  # server messages in English, so that they can be searched for
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",  # with plain C, lower('ШКОЛА') changes nothing
                "--no-instructions",
            ]
            if self._options.get("fsync") == "off":
                command.append("--no-sync")
            self._run_tool(command, cwd=cluster, as_account=True, seconds=INITDB_SECONDS)

    def _build_launch(self, port: int) -> Launch:
        arguments = ["-D", str(self._store), "-p", str(port)]
        for name, value in {**SETTINGS, **self._options}.items():
            arguments += ["-c", f"{name}={value}"]
        return Launch(
            program=self._binaries.program("postgres"),
            arguments=arguments,
            folder=self._store,
            log=self._log,
            account=self._account,
            stop_signals=self.stop_signals,
            temporary=self._temporary,
        )

    def _accepts_connections(self) -> bool:
        try:
            lines = (self._store / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        # The file tells whose answer it would be: another server may listen on a port we lost.
        if lines[:1] != [str(self.pid)] or lines[7:8] != ["ready   "]:
            return False
        command = [self._binaries.program("pg_isready"), "-q", "-h", ADDRESS, "-p", str(self.port), "-d", DATABASE]
        probe = subprocess.run(command, check=False, timeout=PROBE_SECONDS, env=server_environment())  # noqa: S603  fixed
        return probe.returncode == 0

    def _complete(self) -> None:
        """Create the services' login and the database where a new cluster lacks them."""
        done = self._folder / "database-created"
        if done.exists():
            return
        script = f"\\set password {self._passwords[SERVICES_LOGIN]}\n{COMPLETING_SCRIPT}"
        command = [self._binaries.program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
        command += ["-h", ADDRESS, "-p", str(self.port), "-U", OWNER, "-d", "postgres"]
        self._run_tool(command, script=script, password=self._passwords[OWNER], seconds=TOOL_SECONDS)
        done.touch()

    def _run_tool(
        self,
        command: list[str],
        *,
        seconds: float,
        script: str = "",
        password: str = "",
        cwd: Path | None = None,
        as_account: bool = False,
    ) -> None:
        """Run one of Postgres' programs to its end; what it complains about becomes the error."""
        account = self._account if as_account else None
        run = subprocess.run(  # noqa: S603  Postgres' own program with our arguments
            command,
            input=script,
            env=server_environment() | ({"PGPASSWORD": password} if password else {}),
            cwd=cwd or "/",
            user=account.user_id if account else None,
            group=account.group_id if account else None,
            extra_groups=[] if account else None,
            umask=0o077,
            start_new_session=True,  # Ctrl-C reaches this process, which then ends the tool
            capture_output=True,
            check=False,
            text=True,
            timeout=seconds,
        )
        if run.returncode != 0:
            tool = Path(command[0]).name
            raise ServerDidNotStart(
                f"Программа {tool} не подготовила Postgres в папке {self._folder}: {run.stderr.strip()}\n"
                "Проверьте место на диске и права папки или укажите другую папку данных."
            )
