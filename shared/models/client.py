"""Machine clients of the API."""

from sqlalchemy import ARRAY, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Moment, RandomId


class Client(Base):
    """A program that may call the API, with its scopes and territories. Written by: shared.access."""

    __tablename__ = "client"
    table_class = TableClass.control

    id: Mapped[RandomId]
    name: Mapped[str] = mapped_column(Text, unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """`<service>:<verb>`."""
    territories: Mapped[list[dict[str, str | None]]] = mapped_column(JSONB)
    """[{level, code}]: federal, region (two digits), municipality (ОКТМО) or school (code)."""
    created_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]
