"""Schools on lists."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class ListedSchool(Base):
    """One school on one list; written while the list is a draft, never after. Written by: identification."""

    __tablename__ = "listed_school"
    __table_args__ = (Index("ix_listed_school_list_id_school_code", "list_id", "school_code"),)
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    list_id: Mapped[UUID] = mapped_column(ForeignKey("school_list.id"), primary_key=True)
    school_code: Mapped[Code] = mapped_column(primary_key=True)
