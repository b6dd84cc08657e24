"""Versions of schools: what the register said when, and who said it."""

from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Integer, Text, Uuid, func
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment
from shared.models.school_values import SchoolValues


class SchoolVersion(SchoolValues, Base):
    """One version of a school, the current one included; never changed. Written by: identification."""

    __tablename__ = "school_version"
    table_class = TableClass.tenant
    append_only = True

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    school_code: Mapped[Code] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Names of the fields that differ from the version before, as the API calls them; empty for the first one."""
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    """Who wrote it; null where a receipt says that, or where the product itself did."""
    receipt_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The import it came with."""
    recorded_at: Mapped[Moment] = mapped_column(server_default=func.now())
