"""Tasks: what one executor has to do of a measure in one of its occurrences."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, Index, Integer, SmallInteger, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class MeasureTask(Base):
    """One occurrence of one measure, for everyone responsible or for one school (B51, B52). Written by: roadmap.

    Tasks are made when a roadmap is approved. Whether one is overdue its dates say, never a state (B54).
    """

    __tablename__ = "measure_task"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "measure_id"], ["measure.municipality_id", "measure.id"], ondelete="CASCADE"
        ),
        Index(
            "uq_measure_task_of",
            "municipality_id",
            "measure_id",
            "occurrence",
            "school_code",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("state IN ('planned', 'in_progress', 'done', 'cancelled')", name="state_is_known"),
        CheckConstraint("state <> 'cancelled' OR reason IS NOT NULL", name="a_cancellation_says_why"),
        CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done_has_a_day"),
        CheckConstraint("starts_on <= ends_on", name="it_ends_after_it_starts"),
        Index("ix_measure_task_ends_on", "municipality_id", "ends_on"),
        # A task is looked up by its id alone, within what the caller may see.
        Index("ix_measure_task_id", "id"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    measure_id: Mapped[UUID] = mapped_column(Uuid)
    occurrence: Mapped[int] = mapped_column(SmallInteger)
    """Which time of a measure that comes every year, from 1 on; 1 of all others."""
    school_code: Mapped[Code | None]
    """The school that has to do it; none where the parties of the measure do it together."""
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    state: Mapped[Code]
    """planned → in_progress → done or cancelled."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it was cancelled, or opened again."""
    note: Mapped[str | None] = mapped_column(Text)
    """What came out, in words."""
    done_on: Mapped[date | None] = mapped_column(Date)
    """The day on which people say it was done."""
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    updated_at: Mapped[Moment]
