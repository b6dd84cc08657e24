"""Computations: the indicators of one pack over one territory for one period."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Integer, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment, RandomId


class Computation(Base):
    """One computation of indicators; a finished one never changes. Written by: monitoring.

    The values are in `computed_values`; the database refuses every change of either once the computation is finished.
    """

    __tablename__ = "computation"
    __table_args__ = (
        ForeignKeyConstraint(["pack_code", "pack_version"], ["pack.code", "pack.version"]),
        CheckConstraint("state IN ('planned', 'finished')", name="state_is_known"),
        CheckConstraint(
            "(state = 'finished') = (finished_at IS NOT NULL AND inputs_hash IS NOT NULL)",
            name="finished_ones_have_a_hash",
        ),
        CheckConstraint("territory_level IN ('federal', 'region', 'municipality')", name="level_is_known"),
        CheckConstraint("(territory_level = 'federal') = (territory_code IS NULL)", name="territories_have_a_code"),
        CheckConstraint("campaign_id IS NULL OR municipality_id IS NOT NULL", name="campaigns_have_a_municipality"),
    )
    table_class = TableClass.reference

    id: Mapped[RandomId]
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    job_id: Mapped[UUID | None] = mapped_column(Uuid)
    pack_code: Mapped[Code]
    pack_version: Mapped[Code]
    """The definitions the values were computed by and are read with; later versions do not touch them."""
    set_code: Mapped[Code | None]
    """One set of the pack's indicators; none: all that are monitored in such periods."""
    period: Mapped[Code]
    """An academic year (2022/2023) or the month of a half-yearly monitoring (2023-01)."""
    options: Mapped[dict[str, str]] = mapped_column(JSONB)
    """Every option of the indicators with its value, defaults written out."""
    territory_level: Mapped[Code]
    territory_code: Mapped[Code | None]
    """Region code or ОКТМО; none for the federation."""
    municipality_id: Mapped[int | None] = mapped_column(Integer)
    """With `campaign_id`: the campaign whose answers these are."""
    campaign_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    state: Mapped[Code]
    """planned → finished; whether a planned one is running or dead its job says."""
    schools: Mapped[int] = mapped_column(Integer, default=0)
    municipalities: Mapped[int] = mapped_column(Integer, default=0)
    engine_version: Mapped[Code | None]
    """What computed the values; none before it did."""
    inputs_hash: Mapped[str | None] = mapped_column(Text)
    """`sha256:…` over what the indicators read; independent of the order of rows."""
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
