"""The compose file and the Dockerfile, read as the tests of this folder need them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE_FILE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "Dockerfile"

SERVICES = ("identification", "monitoring", "roadmap")
OURS = ("migrate", "gateway", *SERVICES, *(f"{name}-worker" for name in SERVICES))


def read_compose() -> dict[str, Any]:
    """Read the file with its anchors resolved."""
    content: dict[str, Any] = yaml.safe_load(COMPOSE_FILE.read_text("utf-8"))
    return content


def list_mounts(service: dict[str, Any]) -> list[str]:
    """List the places of this folder that the service sees."""
    return [volume.split(":")[0] for volume in service.get("volumes", []) if volume.startswith("./")]


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction of the Dockerfile."""

    stage: str
    name: str
    arguments: str


def read_dockerfile() -> list[Step]:
    """Read the instructions; a line that ends in a backslash goes on."""
    text = re.sub(r"\\\n", " ", DOCKERFILE.read_text("utf-8"))
    steps: list[Step] = []
    stage = ""
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, arguments = line.partition(" ")
        if name == "FROM":
            stage = arguments.partition(" AS ")[2]
        steps.append(Step(stage, name, arguments.strip()))
    return steps
