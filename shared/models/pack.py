"""Packs: programmes as data."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import AcademicYear, Code, Moment


class Pack(Base):
    """One version of a pack; what it says never changes, and a trigger keeps it so. Written by: identification.

    `installed` ones wait for their approval; runs use `approved` ones. `opora migrate` puts in those of the build.
    """

    __tablename__ = "pack"
    __table_args__ = (
        CheckConstraint("state IN ('installed', 'approved')", name="state_is_known"),
        CheckConstraint("(state = 'approved') = (approved_at IS NOT NULL)", name="approved_ones_have_their_moment"),
        CheckConstraint(
            "state = 'installed' OR built_in OR (order_number IS NOT NULL AND order_date IS NOT NULL)",
            name="approved_by_an_order_or_built_in",
        ),
    )
    table_class = TableClass.reference

    code: Mapped[Code] = mapped_column(primary_key=True)
    version: Mapped[Code] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(Text)
    """`sha256:…` over the definition; golden cases are not part of it."""
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)
    cases: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """Golden cases, file by file; those of a built-in pack may be renewed, for they are not part of it."""
    valid_from: Mapped[AcademicYear]
    """Lists of earlier years are made by an earlier version, where there is one."""
    state: Mapped[Code]
    built_in: Mapped[bool]
    """Came with the product: proven by its tests, approved without an order."""
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    """Who installed it; none for the product itself."""
    installed_at: Mapped[Moment]
    approved_at: Mapped[Moment | None]
    order_number: Mapped[str | None] = mapped_column(Text)
    order_date: Mapped[date | None] = mapped_column(Date)
    order_title: Mapped[str | None] = mapped_column(Text)
    order_parties: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB)
