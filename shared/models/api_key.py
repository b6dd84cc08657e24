"""Keys of machine clients."""

from uuid import UUID

from sqlalchemy import ForeignKey, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Moment


class ApiKey(Base):
    """An API key, stored as a hash; two may be active for rotation. Written by: shared.access."""

    __tablename__ = "api_key"
    table_class = TableClass.control

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    """The public middle part of the key."""
    client_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("client.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(Text)
    """SHA-256 of the secret part, hexadecimal."""
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment | None]
    revoked_at: Mapped[Moment | None]
