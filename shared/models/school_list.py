"""Lists of schools: headers of what was entered from a document or approved from a run."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import AcademicYear, Code, Moment, RandomId


class SchoolList(Base):
    """One list of one category, year and territory on the ground of one order. Written by: identification.

    The database refuses every change of a list that is no draft any more, and of its schools.
    """

    __tablename__ = "school_list"
    __table_args__ = (
        CheckConstraint("category IN ('low_results', 'disadvantaged', 'at_risk')", name="category_is_known"),
        CheckConstraint("basis IN ('document', 'calculated')", name="basis_is_known"),
        CheckConstraint("state IN ('draft', 'published', 'withdrawn')", name="state_is_known"),
        CheckConstraint("territory_level IN ('federal', 'region', 'municipality')", name="level_is_known"),
        CheckConstraint("(territory_level = 'federal') = (territory_code IS NULL)", name="territories_have_a_code"),
        CheckConstraint("(basis = 'calculated') = (run_id IS NOT NULL)", name="calculated_lists_have_a_run"),
        CheckConstraint("(basis = 'document') = (source IS NOT NULL)", name="documents_have_a_source"),
        # No source of ours gives a criterion for it (B22).
        CheckConstraint("category <> 'disadvantaged' OR basis = 'document'", name="disadvantaged_by_document_only"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_lists_have_a_moment"),
        CheckConstraint("state <> 'published' OR schools IS NOT NULL", name="published_lists_are_counted"),
        CheckConstraint("state = 'published' OR supersedes_id IS NULL", name="only_published_lists_supersede"),
        # With the unique supersedes_id this makes one chain of a category, year, territory and basis: one is in force.
        Index(
            "uq_school_list_first",
            "category",
            "academic_year",
            "territory_level",
            "territory_code",
            "basis",
            unique=True,
            postgresql_where=text("state = 'published' AND supersedes_id IS NULL"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    table_class = TableClass.reference

    id: Mapped[RandomId]
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    category: Mapped[Code]
    academic_year: Mapped[AcademicYear]
    """The year in which the list is made (B8)."""
    territory_level: Mapped[Code]
    territory_code: Mapped[Code | None]
    """Region code or ОКТМО; none for the federation."""
    basis: Mapped[Code]
    """document: somebody else's list, which prevails; calculated: our own run (B13)."""
    source: Mapped[str | None] = mapped_column(Text)
    """Whose list it is: ФИОКО, a ministry; none for calculated ones."""
    run_id: Mapped[UUID | None] = mapped_column(ForeignKey("run.id"), unique=True)
    """The run that was approved; one run is approved once."""
    state: Mapped[Code]
    """draft → published or withdrawn; superseded is a published one that another names in `supersedes_id`."""
    order_number: Mapped[str] = mapped_column(Text)
    order_date: Mapped[date] = mapped_column(Date)
    order_title: Mapped[str | None] = mapped_column(Text)
    order_parties: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    """[{role, name}] in the order in which the document names them (001)."""
    schools: Mapped[int | None] = mapped_column(Integer)
    """How many stand on it; none while nobody has entered them."""
    undetermined: Mapped[int | None] = mapped_column(Integer)
    """Schools the run could not decide; they are not on the list. None for documents."""
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("school_list.id"), unique=True)
    """The list that was in force for the same category, year, territory and basis until this one."""
    version: Mapped[int] = mapped_column(Integer)
    """Counts the edits, for ETag."""
    created_at: Mapped[Moment]
    published_at: Mapped[Moment | None]
