"""Reminders: what each responsible party was told on which day."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class Reminder(Base):
    """One digest of one day for one responsible party or school, as it was told then. Written by: roadmap."""

    __tablename__ = "reminder"
    __table_args__ = (
        # A day is told once, however often the job runs.
        Index(
            "uq_reminder_of",
            "municipality_id",
            "day",
            "escalated",
            "school_code",
            "responsible",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("school_code IS NULL OR responsible IS NULL", name="a_school_or_a_party"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    """Local to the municipality."""
    school_code: Mapped[Code | None]
    responsible: Mapped[str | None] = mapped_column(Text)
    """The party as printed; with neither a school nor a party it is for the municipality itself."""
    escalated: Mapped[bool]
    """Told to whoever controls: long overdue."""
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """[{task_id, why, number, title, school_code, ends_on}], what is due first in front."""
    created_at: Mapped[Moment]
