"""Runs: one rule over one territory for one academic year."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import AcademicYear, Code, Moment, RandomId


class Run(Base):
    """One execution of an identification rule; finished ones never change. Written by: identification.

    The same of territory, facts, rule, options, year and engine is the same run: one row is it, others point there.
    """

    __tablename__ = "run"
    __table_args__ = (
        ForeignKeyConstraint(["pack_code", "pack_version"], ["pack.code", "pack.version"]),
        CheckConstraint("state IN ('planned', 'finished')", name="state_is_known"),
        CheckConstraint(
            "(state = 'finished') = (finished_at IS NOT NULL AND inputs_hash IS NOT NULL)",
            name="finished_runs_have_a_hash",
        ),
        CheckConstraint("same_as_id IS NULL OR state = 'finished'", name="only_finished_runs_are_the_same"),
        Index(
            "uq_run_territory_result",
            "territory_level",
            "territory_code",
            "result_hash",
            unique=True,
            postgresql_where=text("state = 'finished' AND same_as_id IS NULL"),
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("territory_level IN ('federal', 'region', 'municipality')", name="level_is_known"),
    )
    table_class = TableClass.reference

    id: Mapped[RandomId]
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    job_id: Mapped[UUID | None] = mapped_column(Uuid)
    pack_code: Mapped[Code]
    pack_version: Mapped[Code]
    rule_code: Mapped[Code]
    academic_year: Mapped[AcademicYear]
    """The year in which the list is made; the years of the facts follow from it (B8)."""
    territory_level: Mapped[Code]
    territory_code: Mapped[Code | None]
    """Region code or ОКТМО; none for the federation."""
    options: Mapped[dict[str, str]] = mapped_column(JSONB)
    """Every option of the rule with its value, defaults written out."""
    state: Mapped[Code]
    """planned → finished; whether a planned one is running or dead its job says."""
    schools: Mapped[int] = mapped_column(Integer, default=0)
    identified: Mapped[int] = mapped_column(Integer, default=0)
    not_identified: Mapped[int] = mapped_column(Integer, default=0)
    undetermined: Mapped[int] = mapped_column(Integer, default=0)
    combinations: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Option value → number of schools it would identify, where the rule has such an option."""
    inputs_hash: Mapped[str | None] = mapped_column(Text)
    """`sha256:…` over the facts the rule read; independent of the order of rows."""
    result_hash: Mapped[str | None] = mapped_column(Text)
    """`sha256:…` over inputs, rule, options, year and engine."""
    engine_version: Mapped[Code | None]
    """What judged the schools; none before it did."""
    same_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("run.id"))
    """The earlier run of the same territory that this one turned out to be; its verdicts are this one's."""
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
