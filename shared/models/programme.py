"""Programmes: what a municipality means to reach, by which document, in which years."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class Programme(Base):
    """One programme of one municipality, taken over from a pack; an approved one never changes. Written by: roadmap."""

    __tablename__ = "programme"
    __table_args__ = (
        ForeignKeyConstraint(["pack_code", "pack_version"], ["pack.code", "pack.version"]),
        UniqueConstraint("municipality_id", "pack_code", "first_year"),
        CheckConstraint("state IN ('draft', 'approved')", name="state_is_known"),
        CheckConstraint("first_year <= last_year", name="it_ends_after_it_starts"),
        CheckConstraint("(order_number IS NULL) = (order_date IS NULL)", name="an_order_has_number_and_date"),
        CheckConstraint(
            "(state = 'approved') = (approved_at IS NOT NULL AND order_number IS NOT NULL)",
            name="approval_has_moment_and_order",
        ),
        # A programme is looked up by its id alone, within what the caller may see.
        Index("ix_programme_id", "id"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    pack_code: Mapped[Code]
    pack_version: Mapped[Code]
    title: Mapped[str] = mapped_column(Text)
    first_year: Mapped[int] = mapped_column(SmallInteger)
    last_year: Mapped[int] = mapped_column(SmallInteger)
    """Calendar years, both included."""
    passport: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Goal, tasks, expected results … as people edit them (002 р. 1)."""
    state: Mapped[Code]
    """draft → approved."""
    order_number: Mapped[str | None] = mapped_column(Text)
    order_date: Mapped[date | None] = mapped_column(Date)
    order_title: Mapped[str | None] = mapped_column(Text)
    order_parties: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    approved_at: Mapped[Moment | None]
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
