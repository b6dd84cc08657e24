"""Schools that a verification found changed, with what the rule reads of them now."""

from uuid import UUID

from sqlalchemy import ARRAY, Boolean, ForeignKey, Index, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class RunVerificationDifference(Base):
    """One school that is not as its run stored it; nulls where it left the territory. Written by: identification."""

    __tablename__ = "run_verification_difference"
    __table_args__ = (Index("ix_run_verification_difference_verification_id", "verification_id", "school_code"),)
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    verification_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    school_code: Mapped[Code] = mapped_column(primary_key=True)
    inputs_differ: Mapped[bool]
    verdict_differs: Mapped[bool]
    status: Mapped[Code | None]
    criteria: Mapped[list[bool | None] | None] = mapped_column(ARRAY(Boolean))
    cell_states: Mapped[str | None] = mapped_column(Text(collation="C"))
    """As in `verdict`; what stood there before the run still holds."""
    numerators: Mapped[list[int | None] | None] = mapped_column(ARRAY(Integer))
    denominators: Mapped[list[int | None] | None] = mapped_column(ARRAY(Integer))
