"""Settings of every process, read from `OPORA_*` environment variables and from files with secrets."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SecretsSettingsSource, SettingsConfigDict

_SECRETS_DIR = "OPORA_SECRETS_DIR"


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
    secrets_dir: Path | None = Field(
        None,
        description="Folder with one file a setting, named like it in small letters (opora_database_url); a variable "
        "prevails.",
    )
    identification_url: str = Field(
        "http://127.0.0.1:8001", description="Where `opora serve gateway` finds identification."
    )
    monitoring_url: str = Field("http://127.0.0.1:8002", description="Where `opora serve gateway` finds monitoring.")
    roadmap_url: str = Field("http://127.0.0.1:8003", description="Where `opora serve gateway` finds the roadmap.")
    data_dir: Path | None = Field(None, description="Folder of the embedded servers; unset: the user's data folder.")
    packs_dir: Path | None = Field(None, description="Folder with packs; unset: the packs of this project.")
    storage_url: str | None = Field(
        None,
        pattern=r"^(file:///|s3://[^/])",
        description="Where files are stored, file:///folder or s3://bucket/folder; unset: `files` in the data folder.",
    )
    storage_endpoint: str | None = Field(
        None, pattern=r"^https?://", description="Address of an S3-compatible store; unset: that of the region."
    )
    storage_region: str | None = Field(None, description="Region of the bucket; unset: what the environment says.")
    storage_access_key_id: str | None = Field(
        None, description="Key of the bucket; unset: what the environment or the machine's role gives."
    )
    storage_secret_access_key: str | None = Field(None, description="Secret that belongs to the key of the bucket.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least level that is logged.")
    log_format: Literal["json", "console"] = Field("json", description="JSON lines for machines, text for people.")
    pool_size: int = Field(5, ge=1, description="Database connections kept open per process and service.")
    max_body_bytes: int = Field(
        1_048_576,
        ge=1024,
        description="Largest JSON request body in bytes; imports have a limit of their own.",
    )
    max_batch_bytes: int = Field(
        8_388_608, ge=1024, description="Largest JSON body of one batch of rows (10,000 of them) in bytes."
    )
    max_import_bytes: int = Field(268_435_456, ge=1024, description="Largest body of one import in bytes.")
    max_document_bytes: int = Field(
        20_971_520, ge=1024, description="Largest file of one evidence document in bytes, 20 MiB."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments, variables, then files: a password in a file shows in no list of processes or variables."""
        # The folder comes from the environment, which pydantic's own source of secrets does not look at.
        del dotenv_settings, file_secret_settings
        secrets = SecretsSettingsSource(settings_cls, secrets_dir=os.environ.get(_SECRETS_DIR))
        return init_settings, env_settings, secrets


@lru_cache
def get_settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
