"""Results of assessment procedures, the current row of each."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import AcademicYear, Code, Moment


class AssessmentResult(Base):
    """Participants of one procedure at one school in one year. Written by: identification.

    No foreign keys: the one statement that writes facts joins them with the register and the procedures, and
    checking each row once more cost 5.8 s of 14.9 s for 720,000 rows. Schools are never deleted.
    """

    __tablename__ = "assessment_result"
    __table_args__ = (
        CheckConstraint("participants >= 0", name="participants_are_counted"),
        CheckConstraint("below_threshold BETWEEN 0 AND participants", name="below_is_part_of_participants"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    school_code: Mapped[Code] = mapped_column(primary_key=True)
    academic_year: Mapped[AcademicYear] = mapped_column(primary_key=True)
    procedure_code: Mapped[Code] = mapped_column(primary_key=True)
    participants: Mapped[int] = mapped_column(Integer)
    """Pupils who wrote the work; absent ones are not counted (B4)."""
    below_threshold: Mapped[int] = mapped_column(Integer)
    """Of them, pupils with the mark «2» or below the minimum threshold, before retakes (B1, B11)."""
    receipt_id: Mapped[UUID] = mapped_column(Uuid)
    """Where these values came from; one that only confirmed them moves `as_of` alone."""
    as_of: Mapped[Moment]
    """The sender's moment of truth: an older row never overwrites these values."""
