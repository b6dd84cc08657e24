"""Regions of the federation."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class Region(Base):
    """A region: the first two digits of the ОКТМО. Written by: identification."""

    __tablename__ = "region"
    table_class = TableClass.reference

    code: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
