"""`opora openapi SERVICE`: the contract of a service."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from opora.running import create_apps
from shared.settings import get_settings


class Service(StrEnum):
    """The services that have an API."""

    identification = "identification"
    monitoring = "monitoring"
    roadmap = "roadmap"


def openapi(service: Annotated[Service, typer.Argument(help="Whose contract to print.")]) -> None:
    """Print the OpenAPI document of a service as JSON."""
    app = next(app for app in create_apps(get_settings()) if app.state.service.name == service)
    typer.echo(json.dumps(app.openapi(), ensure_ascii=False, indent=2))
