"""Where each school belongs."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class SchoolDirectory(Base):
    """School code → municipality: here a code is unique over all tenants. Written by: identification."""

    __tablename__ = "school_directory"
    table_class = TableClass.reference

    code: Mapped[Code] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
