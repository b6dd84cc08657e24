"""Assessment procedures."""

from sqlalchemy import SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class Procedure(Base):
    """An assessment procedure (ВПР, ОГЭ, ЕГЭ, КДР) of one subject and grade. Written by: migrate."""

    __tablename__ = "procedure"
    table_class = TableClass.reference

    code: Mapped[Code] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    subject: Mapped[Code]
    kind: Mapped[Code]
    """vpr, oge, ege or kdr."""
    grade: Mapped[int] = mapped_column(SmallInteger)
    alternative_group: Mapped[Code | None]
    """Procedures of one group are taken instead of one another (ЕГЭ: basic or profile mathematics)."""
