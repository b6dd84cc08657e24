"""Editions of roadmaps: what was approved, when, by which order and for what reason."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, SmallInteger, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Moment


class RoadmapEdition(Base):
    """The measures of a roadmap as one edition left them; never changed. Written by: roadmap.

    Edition 1 is the baseline.
    """

    __tablename__ = "roadmap_edition"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "roadmap_id"], ["roadmap.municipality_id", "roadmap.id"]),
        CheckConstraint("edition >= 1", name="editions_count_from_one"),
        CheckConstraint("edition = 1 OR reason IS NOT NULL", name="a_change_says_why"),
        CheckConstraint("(order_number IS NULL) = (order_date IS NULL)", name="an_order_has_number_and_date"),
    )
    table_class = TableClass.tenant
    append_only = True

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    roadmap_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    edition: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it was changed; none of the baseline."""
    order_number: Mapped[str | None] = mapped_column(Text)
    order_date: Mapped[date | None] = mapped_column(Date)
    order_title: Mapped[str | None] = mapped_column(Text)
    measures: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Every measure with its id, in order, as it was approved."""
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    created_at: Mapped[Moment]
