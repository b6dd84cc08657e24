"""Values of indicators as one computation left them, compact."""

from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Boolean, CheckConstraint, ForeignKey, Index, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class ComputedValues(Base):
    """All values of one school or municipality, and what they stand on; never changed. Written by: monitoring.

    Arrays are in the order of the plan of the computation's pack version, period and options (shared/indicators):
    values in that of the items of the level, `counted` … `missing` in that of the items summed over schools,
    `cell_…` in that of the cells of the level, `rolls` and `criteria` in that of lists and criteria.
    """

    __tablename__ = "computed_values"
    __table_args__ = (
        CheckConstraint("level IN ('school', 'municipality')", name="level_is_known"),
        Index("ix_computed_values_page", "computation_id", "level", "object_code"),
    )
    table_class = TableClass.tenant
    append_only = True

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    computation_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    level: Mapped[Code] = mapped_column(primary_key=True)
    """school or municipality."""
    object_code: Mapped[Code] = mapped_column(primary_key=True)
    """Key of the school, or ОКТМО."""
    numerators: Mapped[list[int | None]] = mapped_column(ARRAY(BigInteger))
    """Of a share; of a count the count itself."""
    denominators: Mapped[list[int | None]] = mapped_column(ARRAY(BigInteger))
    answers: Mapped[Code]
    """One letter a value: y, n, a (not applicable), - where there is none."""
    points: Mapped[list[int | None]] = mapped_column(ARRAY(Integer))
    in_maximum: Mapped[list[bool]] = mapped_column(ARRAY(Boolean))
    flags: Mapped[list[str | None]] = mapped_column(ARRAY(Text))
    """Words with a space between them; null where there are none."""
    reasons: Mapped[list[str | None]] = mapped_column(ARRAY(Text))
    """Why there is no value."""
    answered: Mapped[list[bool]] = mapped_column(ARRAY(Boolean))
    """The object's own answer, not derived."""
    missing_schools: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    factors: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    """Schools by factor, item after item."""
    total: Mapped[int | None] = mapped_column(Integer)
    """Points in all; null where nothing of this level is scored."""
    maximum: Mapped[int | None] = mapped_column(Integer)
    incomplete: Mapped[bool]
    """A row of the maximum has no points yet."""
    counted: Mapped[list[bool | None]] = mapped_column(ARRAY(Boolean))
    """The school is in the set summed over; null where there is no list. Of schools only, as the next three."""
    added_numerators: Mapped[list[int | None]] = mapped_column(ARRAY(Integer))
    added_denominators: Mapped[list[int | None]] = mapped_column(ARRAY(Integer))
    missing: Mapped[list[bool | None]] = mapped_column(ARRAY(Boolean))
    """The school has not answered."""
    cell_answers: Mapped[Code]
    """One letter a cell."""
    cell_numerators: Mapped[list[int | None]] = mapped_column(ARRAY(Integer))
    cell_denominators: Mapped[list[int | None]] = mapped_column(ARRAY(Integer))
    cell_actions: Mapped[list[int | None]] = mapped_column(ARRAY(Integer), server_default="{}")
    """How many records of the roadmap a cell stands on; null of an answer, empty where no records were read."""
    cell_persons: Mapped[list[int | None]] = mapped_column(ARRAY(Integer), server_default="{}")
    """Persons of those records, where all are known by key."""
    rolls: Mapped[list[bool | None]] = mapped_column(ARRAY(Boolean))
    """On the list, or not; null where there is none."""
    criteria: Mapped[list[bool | None]] = mapped_column(ARRAY(Boolean))
    """Criteria of identification rules, rule after rule; null is undetermined."""
    campaign_ids: Mapped[list[UUID | None]] = mapped_column(ARRAY(Uuid))
    """The campaign in which the answers were accepted, set after set; null where they came from a file."""
