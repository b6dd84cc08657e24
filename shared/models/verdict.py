"""Verdicts of a run with their evidence, compact."""

from uuid import UUID

from sqlalchemy import ARRAY, Boolean, CheckConstraint, ForeignKey, Index, Integer, SmallInteger, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class Verdict(Base):
    """One school in one run: status, criteria and the numbers they stand on. Written by: identification."""

    __tablename__ = "verdict"
    __table_args__ = (
        CheckConstraint("status IN ('identified', 'not_identified', 'undetermined')", name="status_is_known"),
        Index("ix_verdict_run_id_school_code", "run_id", "school_code"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    run_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    school_code: Mapped[Code] = mapped_column(primary_key=True)
    status: Mapped[Code]
    criteria: Mapped[list[bool | None]] = mapped_column(ARRAY(Boolean))
    """State of each criterion in pack order; null is undetermined."""
    cell_states: Mapped[str] = mapped_column(Text(collation="C"))
    """One letter a cell, in the order of the run's plan (shared/rules)."""
    numerators: Mapped[list[int | None]] = mapped_column(ARRAY(Integer))
    denominators: Mapped[list[int | None]] = mapped_column(ARRAY(Integer))
    small_n: Mapped[bool]
    boundary: Mapped[bool]
    partial: Mapped[bool]
    missing_count: Mapped[int] = mapped_column(SmallInteger)
    to_enter: Mapped[int | None] = mapped_column(Integer)
    """Pupils of the previous year whose outcome would have to differ to enter the list."""
    to_leave: Mapped[int | None] = mapped_column(Integer)
    """The same, to leave it."""
