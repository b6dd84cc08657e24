"""Persons of support actions, by keys that tell nobody who they are."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class SupportPerson(Base):
    """One person whom one action supported, under a key of the sender's. Written by: roadmap.

    The same key is the same person in every school of the municipality: so persons are counted once (B29).
    """

    __tablename__ = "support_person"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "action_id"], ["support_action.municipality_id", "support_action.id"]),
        CheckConstraint("role IN ('teacher', 'leader', 'pupil')", name="role_is_known"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    role: Mapped[Code] = mapped_column(primary_key=True)
    """teacher, leader or pupil."""
    person_key: Mapped[Code] = mapped_column(primary_key=True)
    """Opaque: Latin letters, digits, - and _; never a name (B58)."""
