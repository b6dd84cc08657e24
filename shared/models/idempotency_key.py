"""Answers already given to requests that carried an Idempotency-Key."""

from uuid import UUID

from sqlalchemy import SmallInteger, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class IdempotencyKey(Base):
    """The answer to a client's key, committed with the work it answers for. Written by: shared.http."""

    __tablename__ = "idempotency_key"
    table_class = TableClass.control

    client_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    method: Mapped[Code] = mapped_column(primary_key=True)
    path: Mapped[Code] = mapped_column(primary_key=True)
    key: Mapped[Code] = mapped_column(primary_key=True)
    request_hash: Mapped[str] = mapped_column(Text)
    """SHA-256, hexadecimal, over query, content type and body."""
    status: Mapped[int] = mapped_column(SmallInteger)
    headers: Mapped[dict[str, str]] = mapped_column(JSONB)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
