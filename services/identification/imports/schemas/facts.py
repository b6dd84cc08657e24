"""Where a fact came from, as every fact tells it."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.http.schemas import ResponseModel


class FactOrigin(ResponseModel):
    """Where the values of a fact came from."""

    as_of: datetime = Field(description="The sender's moment of truth, as last confirmed.")
    receipt_id: UUID = Field(description="Receipt (квитанция) of the import that brought these values.")


class VersionOrigin(FactOrigin):
    """Where one version of a fact came from, and when it was the known one."""

    recorded_at: datetime = Field(description="Since when these values were the known ones.")
    superseded_at: datetime | None = Field(description="Until when; null for the current version.")
    superseding_receipt_id: UUID | None = Field(description="Receipt of the import that replaced them.")
