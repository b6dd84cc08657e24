"""Measures of roadmaps."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, Index, SmallInteger, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class Measure(Base):
    """One measure (мероприятие) of a roadmap; how far it has come its tasks say. Written by: roadmap."""

    __tablename__ = "measure"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "roadmap_id"], ["roadmap.municipality_id", "roadmap.id"], ondelete="CASCADE"
        ),
        CheckConstraint("starts_on <= ends_on", name="it_ends_after_it_starts"),
        CheckConstraint("recurrence IN ('yearly')", name="recurrence_is_known"),
        CheckConstraint(
            "(recommendation_report_id IS NULL) = (recommendation_position IS NULL)", name="a_recommendation_is_whole"
        ),
        Index("ix_measure_roadmap", "municipality_id", "roadmap_id", "position"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    roadmap_id: Mapped[UUID] = mapped_column(Uuid)
    position: Mapped[int] = mapped_column(SmallInteger)
    """Its place in the roadmap, from 1 on."""
    section: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    """As printed; none where the source has none."""
    code: Mapped[Code | None]
    """What the pack calls it; none of what people wrote."""
    title: Mapped[str] = mapped_column(Text)
    items: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """What it consists of, point by point."""
    term_text: Mapped[str | None] = mapped_column(Text)
    """As written; the dates are what it was read as (B49–B51)."""
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    """Last day, included."""
    recurrence: Mapped[Code | None]
    """yearly."""
    responsible: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    """[{kind, name}] of shared/roadmaps/parties.py."""
    expected_result: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Kinds of documents of which one at least confirms that it is done; none needed where it is empty."""
    predecessors: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    """Measures of the same roadmap that come before it."""
    criteria: Mapped[list[str]] = mapped_column(ARRAY(Text(collation="C")))
    """`pack/rule/criterion`: failed criteria of a verdict that it answers."""
    deficits: Mapped[list[str]] = mapped_column(ARRAY(Text(collation="C")))
    """`pack/deficit`: deficits of a report that it answers."""
    indicators: Mapped[list[str]] = mapped_column(ARRAY(Text(collation="C")))
    """`pack/indicator`: what shows its effect."""
    recommendation_report_id: Mapped[UUID | None] = mapped_column(Uuid)
    recommendation_position: Mapped[int | None] = mapped_column(SmallInteger)
    """The recommendation it carries out."""
    removed_in: Mapped[int | None] = mapped_column(SmallInteger)
    """The edition that took it out of the roadmap; its tasks are cancelled then."""
