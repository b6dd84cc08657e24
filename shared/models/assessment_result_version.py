"""Results of assessment procedures as they were before something newer replaced them."""

from uuid import UUID

from sqlalchemy import Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import AcademicYear, Code, Moment


class AssessmentResultVersion(Base):
    """A superseded result, written by the statement that replaced it. Written by: identification."""

    __tablename__ = "assessment_result_version"
    table_class = TableClass.tenant
    append_only = True

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    school_code: Mapped[Code] = mapped_column(primary_key=True)
    academic_year: Mapped[AcademicYear] = mapped_column(primary_key=True)
    procedure_code: Mapped[Code] = mapped_column(primary_key=True)
    superseded_at: Mapped[Moment] = mapped_column(primary_key=True)
    """Until then these values were the known ones."""
    participants: Mapped[int] = mapped_column(Integer)
    below_threshold: Mapped[int] = mapped_column(Integer)
    as_of: Mapped[Moment]
    """The sender's moment of truth, as last confirmed."""
    receipt_id: Mapped[UUID] = mapped_column(Uuid)
    """Where these values came from."""
    recorded_at: Mapped[Moment]
    """Since then these values were the known ones."""
    superseding_receipt_id: Mapped[UUID] = mapped_column(Uuid)
    """Where the values came from that replaced these."""
