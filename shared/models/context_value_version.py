"""Context values as they were before something newer replaced them."""

from uuid import UUID

from sqlalchemy import Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import AcademicYear, Code, Moment


class ContextValueVersion(Base):
    """A superseded context value; columns as with assessment_result_version. Written by: identification."""

    __tablename__ = "context_value_version"
    table_class = TableClass.tenant
    append_only = True

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    school_code: Mapped[Code] = mapped_column(primary_key=True)
    academic_year: Mapped[AcademicYear] = mapped_column(primary_key=True)
    element_code: Mapped[Code] = mapped_column(primary_key=True)
    superseded_at: Mapped[Moment] = mapped_column(primary_key=True)
    answer: Mapped[Code | None]
    numerator: Mapped[int | None] = mapped_column(Integer)
    denominator: Mapped[int | None] = mapped_column(Integer)
    as_of: Mapped[Moment]
    receipt_id: Mapped[UUID] = mapped_column(Uuid)
    recorded_at: Mapped[Moment]
    superseding_receipt_id: Mapped[UUID] = mapped_column(Uuid)
