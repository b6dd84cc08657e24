"""Sessions of assessment procedures: what is known of one procedure in one academic year."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import AcademicYear, Code, Moment


class ProcedureSession(Base):
    """A procedure in an academic year; without a row it is taken to have been held. Written by: identification.

    "Not held" is not "missing". `opora migrate` puts in what the product knows and renews it while nobody edited it.
    """

    __tablename__ = "procedure_session"
    __table_args__ = (
        CheckConstraint("certainty IN ('found', 'unverified')", name="certainty_is_known"),
        CheckConstraint("threshold_unit IN ('points', 'primary_points', 'mark')", name="threshold_unit_is_known"),
        CheckConstraint("(threshold_value IS NULL) = (threshold_unit IS NULL)", name="a_threshold_has_its_unit"),
        CheckConstraint("held OR (rounds = '[]' AND threshold_value IS NULL)", name="what_was_not_held_has_no_days"),
    )
    table_class = TableClass.reference

    procedure_code: Mapped[Code] = mapped_column(ForeignKey("procedure.code"), primary_key=True)
    academic_year: Mapped[AcademicYear] = mapped_column(primary_key=True)
    """The programme's year, whenever the work was written (B9)."""
    held: Mapped[bool]
    rounds: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """`{"held_from", "held_to"}`, days of each round; empty where the source names none."""
    threshold_value: Mapped[int | None] = mapped_column(Integer)
    """The least that is not below the threshold, in `threshold_unit` (B12)."""
    threshold_unit: Mapped[Code | None]
    threshold_note: Mapped[str | None] = mapped_column(Text)
    attribution: Mapped[str | None] = mapped_column(Text)
    """Why results written at other times count for this year (B9)."""
    source: Mapped[str] = mapped_column(Text)
    certainty: Mapped[Code]
    """found: seen in a public text or a real file; unverified: generally known."""
    built_in: Mapped[bool]
    """As the product brought it; false once a person edited it."""
    version: Mapped[int] = mapped_column(Integer)
    updated_at: Mapped[Moment]
