"""Targets: what a municipality means to reach."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Numeric, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class IndicatorTarget(Base):
    """What one municipality means to reach in one indicator in one period. Written by: monitoring."""

    __tablename__ = "indicator_target"
    __table_args__ = (
        UniqueConstraint(
            "municipality_id", "pack_code", "indicator_code", "period", name="uq_indicator_target_indicator_period"
        ),
        CheckConstraint("num_nonnulls(percent, count, answer) = 1", name="one_thing_is_meant"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_is_a_share"),
        CheckConstraint("count >= 0", name="count_is_not_negative"),
        CheckConstraint("answer IN ('yes', 'no')", name="answer_is_known"),
        # A target is looked up by its id alone, within what the caller may see.
        Index("ix_indicator_target_id", "id"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    pack_code: Mapped[Code]
    indicator_code: Mapped[Code]
    """An indicator of municipalities."""
    period: Mapped[Code]
    percent: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    """Of a share, exact."""
    count: Mapped[int | None] = mapped_column(Integer)
    answer: Mapped[Code | None]
    """yes or no."""
    source: Mapped[str] = mapped_column(Text)
    """The document that sets it, in words: programme, order, paragraph."""
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
