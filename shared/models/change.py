"""Changes: who did what to which object, when."""

from uuid import UUID

from sqlalchemy import ARRAY, Index, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment, RandomId


class Change(Base):
    """One change of one object, committed with it and never changed. Written by: shared.changes.

    One row per object; for bulk facts one per receipt, whose rows the history of facts holds.
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_object", "object_kind", "object_key", "happened_at", "id"),)
    table_class = TableClass.control
    append_only = True

    id: Mapped[RandomId]
    object_kind: Mapped[Code]
    """What was changed: school, run, list, pack …"""
    object_key: Mapped[Code]
    """Its natural key, or its id where it has none."""
    action: Mapped[Code]
    """What was done, a verb in the past: created, updated, approved …"""
    fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Names of the fields that changed, never their values; empty where the whole is meant."""
    municipality_id: Mapped[int | None] = mapped_column(Integer)
    """Null where the object belongs to no single municipality."""
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    """Null: the command line or the product itself."""
    happened_at: Mapped[Moment]
