"""Starts what the compose file starts, without an engine: the same commands, files and variables, on free ports.

What only an engine does is not shown by this: images, users, read-only folders, limits, networks.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from opora.embedded import ServerAddresses, temporary_servers
from opora.embedded.binaries import find_postgres, find_redis
from opora.embedded.child import server_environment
from opora.embedded.ports import find_free_port
from tests.opora.compose import OURS, ROOT, SERVICES, list_mounts, read_compose

# Eight interpreters that start at once on a small machine that also runs other tests.
_START_SECONDS = 90.0
_STOP_SECONDS = 30.0
_PROGRAMS = Path(sys.executable).parent


@dataclass
class Rehearsal:
    """The running parts and where they are."""

    folder: Path
    ports: dict[str, int] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    compose: dict[str, Any] = field(default_factory=read_compose)

    @property
    def address(self) -> str:
        """Return the address of the gateway."""
        return f"http://127.0.0.1:{self.ports['gateway']}"

    def settings_of(self, name: str) -> dict[str, str]:
        """Return the variables of a container, with its own secrets only, and nothing else of this process."""
        plain = {"PATH": f"{_PROGRAMS}:{os.defpath}", "HOME": "/"}
        return plain | {key: self._placed(name, value) for key, value in self._service(name)["environment"].items()}

    def is_well(self, name: str) -> bool:
        """Ask as the engine would: exit code 0."""
        kind, *command = self._service(name)["healthcheck"]["test"]
        assert kind == "CMD"
        placed = [self._placed(name, part) for part in command]
        return subprocess.run(placed, env=self.settings_of(name), check=False, timeout=10).returncode == 0

    def wait_until_well(self, name: str) -> None:
        """Wait as `depends_on` does."""
        deadline = time.monotonic() + _START_SECONDS
        while not self.is_well(name):
            assert self.processes[name].poll() is None, self.read_log(name)
            assert time.monotonic() < deadline, self.read_log(name)
            time.sleep(0.2)

    def start(self, name: str) -> subprocess.Popen[bytes]:
        """Run the container's command."""
        command = [self._placed(name, part) for part in ["opora", *self._service(name)["command"]]]
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(command, env=self.settings_of(name), cwd="/", stderr=log)
        return self.processes[name]

    def stop(self, name: str) -> int:
        """Ask the process to end; return its exit code."""
        self.processes[name].terminate()
        return self.processes[name].wait(_STOP_SECONDS)

    def read_log(self, name: str) -> str:
        """Return what the process said."""
        return (self.folder / f"{name}.log").read_text("utf-8")

    def give_secrets(self, made: Path, servers: dict[str, int]) -> None:
        """Lay out the secrets of every container, with the servers' addresses of this machine."""
        for name in OURS:
            folder = self.folder / f"{name}.secrets"
            folder.mkdir()
            for secret in self._service(name).get("secrets", []):
                text = (made / secret).read_text("utf-8")
                for server, port in servers.items():
                    text = text.replace(f"@{server}:{_USUAL_PORTS[server]}", f"@127.0.0.1:{port}")
                (folder / secret).write_text(text, "utf-8")

    def _service(self, name: str) -> dict[str, Any]:
        service: dict[str, Any] = self.compose["services"][name]
        return service

    def _placed(self, name: str, part: str) -> str:
        """Put a place of the container where it is here."""
        for other in SERVICES:
            part = part.replace(f"http://{other}:8000", f"http://127.0.0.1:{self.ports[other]}")
        part = part.replace("http://127.0.0.1:8000", f"http://127.0.0.1:{self.ports.get(name)}")
        own = {
            "8000": str(self.ports.get(name)),
            "0.0.0.0": "127.0.0.1",  # noqa: S104  # replaced here, since a test listens on this machine alone
            "/tmp/alive": str(self.folder / f"{name}.alive"),  # noqa: S108  # the container's own
            "file:///var/lib/opora/files": (self.folder / "files").as_uri(),
            "/run/secrets": str(self.folder / f"{name}.secrets"),
        }
        return own.get(part, part)


_USUAL_PORTS = {"postgres": 5432, "redis": 6379}


@contextmanager
def rehearse(folder: Path) -> Iterator[Rehearsal]:
    """Yield everything running, in the order of the compose file's dependencies."""
    rehearsal = Rehearsal(folder, {name: _free_port() for name in ("gateway", *SERVICES)})
    made = folder / "secrets"
    subprocess.run(["sh", ROOT / "deploy/make-secrets.sh", made], check=True, capture_output=True)
    with ExitStack() as stack:
        postgres = stack.enter_context(temporary_servers(with_redis=False))
        _prepare_postgres(postgres, made)
        ports = {"postgres": make_url(postgres.database_url).port or 0, "redis": _free_port()}
        stack.enter_context(_redis(rehearsal, made, ports["redis"]))
        rehearsal.give_secrets(made, ports)
        stack.callback(_stop_all, rehearsal)
        assert rehearsal.start("migrate").wait(_START_SECONDS) == 0, rehearsal.read_log("migrate")
        for name in OURS[1:]:
            rehearsal.start(name)
        for name in OURS[1:]:
            rehearsal.wait_until_well(name)
        yield rehearsal


def _free_port() -> int:
    port = find_free_port()
    assert port
    return port


def _stop_all(rehearsal: Rehearsal) -> None:
    for process in rehearsal.processes.values():
        process.terminate()
    for process in rehearsal.processes.values():
        process.wait(_STOP_SECONDS)


def _prepare_postgres(server: ServerAddresses, secrets: Path) -> None:
    """Make a new server look like the image's: a superuser `postgres`, none of our names; then run our script."""
    _psql(server.owner_database_url, ["CREATE ROLE postgres SUPERUSER LOGIN PASSWORD 'rehearsal'"])
    superuser = make_url(server.owner_database_url).set(username="postgres", password="rehearsal", database="postgres")
    url = superuser.render_as_string(hide_password=False)
    _psql(url, ["DROP DATABASE opora", "ALTER ROLE opora_owner RENAME TO embedded_owner"])
    script = next(place for place in list_mounts(read_compose()["services"]["postgres"]) if place.endswith(".sql"))
    _run_psql(url, ["--file", str(ROOT / script)], {"SECRETS_DIR": str(secrets)})


def _psql(url: str, statements: Sequence[str]) -> None:
    _run_psql(url, [part for statement in statements for part in ("--command", statement)], {})


def _run_psql(url: str, arguments: Sequence[str], variables: dict[str, str]) -> None:
    # The options with which the image runs what it finds in its folder of scripts.
    options = ["--no-psqlrc", "--no-password", "--quiet", "-v", "ON_ERROR_STOP=1", f"--dbname={url}"]
    subprocess.run(
        [find_postgres(None).program("psql"), *options, *arguments], env=server_environment() | variables, check=True
    )


@contextmanager
def _redis(rehearsal: Rehearsal, secrets: Path, port: int) -> Iterator[None]:
    """Run the container's command; the embedded binary stands for the image's."""
    programs = rehearsal.folder / "programs"
    programs.mkdir()
    (programs / "redis-server").symlink_to(shutil.which(find_redis(None)) or "")
    (rehearsal.folder / "redis").mkdir()
    service = rehearsal.compose["services"]["redis"]
    mounted = next(iter(list_mounts(service)))
    command = [part.replace("/etc/opora", str(ROOT / mounted)) for part in service["command"]]
    with (rehearsal.folder / "redis.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--bind", "127.0.0.1"],
            cwd=rehearsal.folder / "redis",
            env={"PATH": f"{programs}:{os.defpath}", "SECRETS_DIR": str(secrets)},
            stdout=log,
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(_STOP_SECONDS)
