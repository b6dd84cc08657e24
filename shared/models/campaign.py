"""Campaigns: one set of indicators monitored in one municipality for one period."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class Campaign(Base):
    """One monitoring, from its order to its published report. Written by: monitoring."""

    __tablename__ = "campaign"
    __table_args__ = (
        ForeignKeyConstraint(["pack_code", "pack_version"], ["pack.code", "pack.version"]),
        UniqueConstraint("municipality_id", "pack_code", "set_code", "period"),
        CheckConstraint("state IN ('planned', 'open', 'closed', 'analysed', 'published')", name="state_is_known"),
        CheckConstraint("starts_on <= ends_on", name="it_ends_after_it_starts"),
        CheckConstraint("remind_on BETWEEN starts_on AND ends_on", name="the_reminder_lies_inside"),
        CheckConstraint("(order_number IS NULL) = (order_date IS NULL)", name="an_order_has_number_and_date"),
        # A campaign is looked up by its id alone, within what the caller may see.
        Index("ix_campaign_id", "id"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    pack_code: Mapped[Code]
    pack_version: Mapped[Code]
    """The definitions by which it is carried out; later versions do not touch it."""
    set_code: Mapped[Code]
    period: Mapped[Code]
    """An academic year (2022/2023) or the month of a half-yearly monitoring (2023-01)."""
    order_number: Mapped[str | None] = mapped_column(Text)
    order_date: Mapped[date | None] = mapped_column(Date)
    order_title: Mapped[str | None] = mapped_column(Text)
    order_parties: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    """[{role, name}] in the order in which the document names them; a name is a role title or an organisation."""
    responsible: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    """[{role, name}] of those who carry it out: role titles and organisations."""
    timezone: Mapped[str] = mapped_column(Text)
    """The municipality's: its days begin and end there."""
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    """Last day for answers, included."""
    remind_on: Mapped[date | None] = mapped_column(Date)
    """The day on which those who have not answered are told so."""
    analysis_due_on: Mapped[date | None] = mapped_column(Date)
    """Last day for the analysis where the programme prints a term (B48)."""
    analysis_on_working_day: Mapped[bool] = mapped_column(server_default=false())
    """Whether a term that ends on a weekend moves to the next working day (B48)."""
    options: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'"))
    """Options of the indicators, all of them spelled out."""
    state: Mapped[Code]
    """planned → open → closed → analysed → published."""
    opened_at: Mapped[Moment | None]
    reminded_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    analysed_at: Mapped[Moment | None]
    published_at: Mapped[Moment | None]
    published_url: Mapped[str | None] = mapped_column(Text)
    """Where the results are published."""
    schedule_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The schedule that planned it; none where people did."""
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
