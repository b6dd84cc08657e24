"""Roadmaps: plans of measures of a municipality or of one school."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class Roadmap(Base):
    """One plan of measures; its approval freezes a baseline, later changes are editions. Written by: roadmap."""

    __tablename__ = "roadmap"
    __table_args__ = (
        ForeignKeyConstraint(["pack_code", "pack_version"], ["pack.code", "pack.version"]),
        ForeignKeyConstraint(["municipality_id", "programme_id"], ["programme.municipality_id", "programme.id"]),
        CheckConstraint("kind IN ('municipal', 'school')", name="kind_is_known"),
        CheckConstraint("(kind = 'school') = (school_code IS NOT NULL)", name="a_school_has_its_own"),
        CheckConstraint("year_kind IN ('academic', 'calendar')", name="year_kind_is_known"),
        CheckConstraint("origin IN ('pack', 'file', 'list', 'people')", name="origin_is_known"),
        CheckConstraint("(origin = 'list') = (list_id IS NOT NULL)", name="a_list_is_named"),
        CheckConstraint("state IN ('draft', 'approved', 'closed')", name="state_is_known"),
        CheckConstraint("starts_on <= ends_on", name="it_ends_after_it_starts"),
        CheckConstraint("(order_number IS NULL) = (order_date IS NULL)", name="an_order_has_number_and_date"),
        CheckConstraint("(state = 'draft') = (edition = 0)", name="editions_begin_with_approval"),
        CheckConstraint(
            "state = 'draft' OR (approved_at IS NOT NULL AND order_number IS NOT NULL)",
            name="approval_has_moment_and_order",
        ),
        # A school is drafted one roadmap for one list, however often the list is announced.
        Index(
            "uq_roadmap_school_of_list",
            "municipality_id",
            "list_id",
            "school_code",
            unique=True,
            postgresql_where=text("list_id IS NOT NULL"),
        ),
        # A roadmap is looked up by its id alone, within what the caller may see.
        Index("ix_roadmap_id", "id"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    programme_id: Mapped[UUID | None] = mapped_column(Uuid)
    kind: Mapped[Code]
    """municipal or school."""
    school_code: Mapped[Code | None]
    title: Mapped[str] = mapped_column(Text)
    origin: Mapped[Code]
    """pack (a plan of a pack), file (an imported table), list (drafted for a listed school), people."""
    pack_code: Mapped[Code | None]
    pack_version: Mapped[Code | None]
    plan_code: Mapped[Code | None]
    """The plan of the pack it was made from."""
    list_id: Mapped[UUID | None] = mapped_column(ForeignKey("school_list.id"))
    """The list for which it was drafted."""
    year_kind: Mapped[Code]
    """academic or calendar: how yearless terms are read (B49, B50)."""
    year: Mapped[int] = mapped_column(SmallInteger)
    """The calendar year, or that in which the academic year begins."""
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    """What it covers; measures that come every year occur inside (B51)."""
    timezone: Mapped[str] = mapped_column(Text)
    """The municipality's: terms end with its days."""
    parties: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    """[{role, kind, name}]: who approves, executes, accompanies, controls (001)."""
    state: Mapped[Code]
    """draft → approved → closed."""
    edition: Mapped[int] = mapped_column(SmallInteger)
    """0 of a draft, 1 the baseline, then one more with every change that has a reason."""
    order_number: Mapped[str | None] = mapped_column(Text)
    order_date: Mapped[date | None] = mapped_column(Date)
    order_title: Mapped[str | None] = mapped_column(Text)
    order_parties: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    approved_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    closing_reason: Mapped[str | None] = mapped_column(Text)
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits of the roadmap and its measures, for ETag."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
