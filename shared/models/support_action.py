"""Support actions: what was done for a school, its teachers, leaders and pupils."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, SmallInteger, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class SupportAction(Base):
    """One support action for one school in one academic year; a withdrawn one counts for nothing. Written by: roadmap.

    Kinds, levels and forms are those of shared/support/kinds.py. Nobody is named here (B58).
    """

    __tablename__ = "support_action"
    __table_args__ = (
        CheckConstraint("state IN ('recorded', 'withdrawn')", name="state_is_known"),
        CheckConstraint("starts_on <= ends_on", name="it_ends_after_it_starts"),
        CheckConstraint("teachers >= 0 AND teachers <= teachers_total", name="teachers_are_part_of_all"),
        CheckConstraint("leaders >= 0 AND leaders <= leaders_total", name="leaders_are_part_of_all"),
        CheckConstraint("pupils >= 0 AND pupils <= pupils_total", name="pupils_are_part_of_all"),
        Index("ix_support_action_school", "municipality_id", "academic_year", "school_code"),
        # An action is looked up by its id alone, within what the caller may see.
        Index("ix_support_action_id", "id"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    school_code: Mapped[Code]
    """The school that was supported."""
    academic_year: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[Code]
    subkind: Mapped[Code | None]
    """Of diagnostics: subject, methodical or psychological (B28)."""
    level: Mapped[Code | None]
    """municipal, regional or federal, where the kind has one."""
    productive_form: Mapped[Code | None]
    """Of events: what the school contributed."""
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    """Last day, included; none of what goes on."""
    teachers: Mapped[int | None] = mapped_column(Integer)
    """How many of each were supported; none where nobody counted."""
    leaders: Mapped[int | None] = mapped_column(Integer)
    pupils: Mapped[int | None] = mapped_column(Integer)
    teachers_total: Mapped[int | None] = mapped_column(Integer)
    """All of them at the school on the reporting date, persons, not posts (B29)."""
    leaders_total: Mapped[int | None] = mapped_column(Integer)
    pupils_total: Mapped[int | None] = mapped_column(Integer)
    """Those for whom the action is meant: of extra lessons all who are failing."""
    keyed_roles: Mapped[list[str]] = mapped_column(ARRAY(Text(collation="C")))
    """Roles whose persons are known by key (support_person); the others are counted by head."""
    provider: Mapped[str | None] = mapped_column(Text)
    """The organisation or the post that gave the support."""
    provider_school_code: Mapped[Code | None]
    document_kind: Mapped[Code | None]
    document_number: Mapped[str | None] = mapped_column(Text)
    document_date: Mapped[date | None] = mapped_column(Date)
    document_link: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    measure_task_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The task of a roadmap that it carries out."""
    state: Mapped[Code]
    """recorded → withdrawn."""
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
