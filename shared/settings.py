"""Settings of every process, read from `OPORA_*` environment variables."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the servers are and how this process behaves; every field has a default that works."""

    model_config = SettingsConfigDict(env_prefix="OPORA_", frozen=True)

    database_url: str | None = Field(
        None, description="Services' login, postgresql://user:password@host/database; unset: embedded server."
    )
    owner_database_url: str | None = Field(
        None, description="Owner of the schema, for `opora migrate` and throw-away databases only."
    )
    redis_url: str | None = Field(None, description="redis://:password@host:port/0; unset: embedded server.")
    data_dir: Path | None = Field(None, description="Folder of the embedded servers; unset: the user's data folder.")
    packs_dir: Path | None = Field(None, description="Folder with packs; unset: the packs of this project.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least level that is logged.")
    log_format: Literal["json", "console"] = Field("json", description="JSON lines for machines, text for people.")
    pool_size: int = Field(5, ge=1, description="Database connections kept open per process and service.")
    max_body_bytes: int = Field(
        1_048_576,
        ge=1024,
        description="Largest JSON request body in bytes; imports have a limit of their own.",
    )
    max_import_bytes: int = Field(268_435_456, ge=1024, description="Largest body of one import in bytes.")


@lru_cache
def get_settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
