"""Territories over HTTP: what a run, a list or a computation is about."""

from typing import Literal

from pydantic import Field

from shared.http.schemas import RequestModel


class WantedTerritory(RequestModel):
    """The schools that work is about."""

    level: Literal["federal", "region", "municipality"]
    code: str | None = Field(
        None, max_length=8, description="Region (two digits) or ОКТМО (eight); none for the federation."
    )
