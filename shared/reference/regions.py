"""Regions of the federation by the first two digits of the ОКТМО."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from shared.reference.strict_yaml import read_strict_yaml


class RegionName(BaseModel):
    """A region: its two digits, its official name and the districts that share its digits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str
    includes: tuple[str, ...] = ()


class _RegionsFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    regions: tuple[RegionName, ...]


@cache
def load_regions() -> Mapping[str, RegionName]:
    """Load the regions by their two digits."""
    content = _RegionsFile.model_validate(read_strict_yaml(Path(__file__).with_name("regions.yaml")))
    return {region.code: region for region in content.regions}
