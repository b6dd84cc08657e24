"""Management decisions: orders on a stated basis, with a day on which their effect is checked."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, Index, Integer, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class Decision(Base):
    """One order of a department, or of a school (000), and what it stands on. Written by: roadmap.

    Whether its basis has changed since is told from the tables of the basis, never stored.
    """

    __tablename__ = "decision"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "report_id"], ["report.municipality_id", "report.id"]),
        CheckConstraint("num_nonnulls(run_id, list_id, report_id, computation_id) >= 1", name="it_has_a_basis"),
        CheckConstraint("(computation_id IS NULL) = (indicator_code IS NULL)", name="a_computation_names_an_indicator"),
        CheckConstraint("state IN ('draft', 'issued', 'checked', 'withdrawn')", name="state_is_known"),
        CheckConstraint("(order_number IS NULL) = (order_date IS NULL)", name="an_order_has_number_and_date"),
        CheckConstraint(
            "state IN ('draft', 'withdrawn') OR (issued_at IS NOT NULL AND order_number IS NOT NULL)",
            name="what_is_issued_has_moment_and_order",
        ),
        CheckConstraint("(finding IS NULL) = (effect_checked_at IS NULL)", name="a_finding_has_a_moment"),
        CheckConstraint("state <> 'checked' OR finding IS NOT NULL", name="a_check_finds_something"),
        CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL AND withdrawal_reason IS NOT NULL)",
            name="a_withdrawal_says_why",
        ),
        # A decision is looked up by its id alone, within what the caller may see.
        Index("ix_decision_id", "id"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    school_code: Mapped[Code | None]
    """The school whose order it is; none of the department's."""
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    """What it says before its points."""
    clauses: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """[{text, responsible, due_on}] in their order; responsible is a post or an organisation."""
    run_id: Mapped[UUID | None] = mapped_column(ForeignKey("run.id"))
    list_id: Mapped[UUID | None] = mapped_column(ForeignKey("school_list.id"))
    report_id: Mapped[UUID | None] = mapped_column(Uuid)
    computation_id: Mapped[UUID | None] = mapped_column(ForeignKey("computation.id"))
    indicator_code: Mapped[Code | None]
    """The indicator of that computation on which it stands."""
    check_effect_on: Mapped[date] = mapped_column(Date)
    """The day on which people look whether it helped."""
    timezone: Mapped[str] = mapped_column(Text)
    """The municipality's: that day begins there."""
    state: Mapped[Code]
    """draft → issued → checked; each of them may be withdrawn."""
    order_number: Mapped[str | None] = mapped_column(Text)
    order_date: Mapped[date | None] = mapped_column(Date)
    order_title: Mapped[str | None] = mapped_column(Text)
    order_parties: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    issued_at: Mapped[Moment | None]
    finding: Mapped[str | None] = mapped_column(Text)
    """What the check of its effect found."""
    effect_checked_at: Mapped[Moment | None]
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)
    withdrawn_at: Mapped[Moment | None]
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
