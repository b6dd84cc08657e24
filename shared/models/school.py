"""Schools: the register all services read."""

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Integer, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment
from shared.models.school_values import SchoolValues


class School(SchoolValues, Base):
    """A school of a municipality, as it is now. Written by: identification."""

    __tablename__ = "school"
    __table_args__ = (
        CheckConstraint("code ~ '^(edu|ksh|spo)[0-9]{6}$'", name="code_is_kind_and_six_digits"),
        CheckConstraint("(grades_from IS NULL) = (grades_to IS NULL)", name="grades_come_in_pairs"),
        CheckConstraint("grades_from BETWEEN 1 AND grades_to AND grades_to <= 12", name="grades_are_ordered"),
        CheckConstraint("inn ~ '^[0-9]{10}$'", name="inn_has_ten_digits"),
        CheckConstraint("ogrn ~ '^[0-9]{13}$'", name="ogrn_has_thirteen_digits"),
        CheckConstraint("opened_on <= closed_on", name="dates_are_ordered"),
        CheckConstraint(
            "subordination IN ('municipal', 'regional', 'federal', 'private')", name="subordination_is_known"
        ),
        CheckConstraint(
            "special_type IN ('general', 'evening', 'correctional', 'private', 'other')", name="special_type_is_known"
        ),
        CheckConstraint(
            "successor_code IS NULL OR (closed_on IS NOT NULL AND successor_code <> code)",
            name="only_closed_schools_have_a_successor",
        ),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True)
    """Kind and six digits; `sch` of older files is `edu` here (they are the same school)."""
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    """Raised by every change; what it was before stands in `school_version`."""
    as_of: Mapped[Moment] = mapped_column(server_default=func.now(), onupdate=func.now())
    """The sender's moment of truth, or that of the edit: an older file never overwrites these values."""
    search_text: Mapped[str] = mapped_column(Text, Computed("school_search_text(name)", persisted=True))
    """The name as it is searched (shared/reference/school_names.py)."""
