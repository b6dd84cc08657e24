"""Checks of packs: their golden cases, judged."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Integer, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment, RandomId


class PackCheck(Base):
    """One judging of the golden cases of a pack's version. Written by: identification."""

    __tablename__ = "pack_check"
    __table_args__ = (
        ForeignKeyConstraint(["pack_code", "pack_version"], ["pack.code", "pack.version"]),
        Index("ix_pack_check_pack", "pack_code", "pack_version", "created_at", "id"),
        CheckConstraint("state IN ('planned', 'finished')", name="state_is_known"),
        CheckConstraint(
            "(state = 'finished') = (finished_at IS NOT NULL AND engine_version IS NOT NULL)",
            name="finished_ones_name_their_engine",
        ),
    )
    table_class = TableClass.reference

    id: Mapped[RandomId]
    pack_code: Mapped[Code]
    pack_version: Mapped[Code]
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    job_id: Mapped[UUID | None] = mapped_column(Uuid)
    state: Mapped[Code]
    """planned → finished; whether a planned one is running or dead its job says."""
    engine_version: Mapped[Code | None]
    """What judged."""
    cases: Mapped[int] = mapped_column(Integer)
    """How many golden cases there are."""
    wrong: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Cases that came out otherwise: file, case, differences with expected and got."""
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
