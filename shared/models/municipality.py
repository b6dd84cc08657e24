"""Municipalities, the tenants."""

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Integer, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class Municipality(Base):
    """A municipality and tenant: its id leads every key of its facts. Written by: identification."""

    __tablename__ = "municipality"
    __table_args__ = (
        UniqueConstraint("oktmo"),
        CheckConstraint("oktmo ~ '^[0-9]{8}$'", name="oktmo_has_eight_digits"),
        CheckConstraint("left(oktmo, 2) = region_code", name="region_is_the_start_of_oktmo"),
    )
    table_class = TableClass.reference

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    oktmo: Mapped[Code]
    region_code: Mapped[Code] = mapped_column(ForeignKey("region.code"), index=True)
    name: Mapped[str] = mapped_column(Text)
    as_of: Mapped[Moment] = mapped_column(server_default=func.now())
    """The sender's moment of truth: an older file never renames it."""
