"""Verifications: runs recomputed from the facts of a later moment."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment, RandomId


class RunVerification(Base):
    """One recomputation of a run beside what it stored. Written by: identification."""

    __tablename__ = "run_verification"
    __table_args__ = (
        CheckConstraint("state IN ('planned', 'finished')", name="state_is_known"),
        CheckConstraint("result IN ('identical', 'inputs_changed', 'result_differs')", name="result_is_known"),
        CheckConstraint(
            "(state = 'finished') = (finished_at IS NOT NULL AND result IS NOT NULL)",
            name="finished_ones_have_a_result",
        ),
    )
    table_class = TableClass.reference

    id: Mapped[RandomId]
    run_id: Mapped[UUID] = mapped_column(ForeignKey("run.id"), index=True)
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    job_id: Mapped[UUID | None] = mapped_column(Uuid)
    state: Mapped[Code]
    """planned → finished; whether a planned one is running or dead its job says."""
    result: Mapped[Code | None]
    engine_version: Mapped[Code | None]
    """What recomputed."""
    inputs_hash: Mapped[str | None] = mapped_column(Text)
    """Over the facts of now."""
    result_hash: Mapped[str | None] = mapped_column(Text)
    """Over the facts of now with the run's rule, options, year and engine."""
    schools: Mapped[int] = mapped_column(Integer, default=0)
    """Schools judged again."""
    inputs_differ: Mapped[int] = mapped_column(Integer, default=0)
    """Schools of which the rule read something else."""
    verdicts_differ: Mapped[int] = mapped_column(Integer, default=0)
    """Schools with another verdict, for whatever reason."""
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
