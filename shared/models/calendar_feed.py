"""Calendar feeds: addresses at which calendars read tasks."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment, RandomId


class CalendarFeed(Base):
    """An address that gives whoever knows it the tasks of a territory, as its maker sees them. Written by: roadmap."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("territory_level IN ('municipality', 'school')", name="territory_level_is_known"),
    )
    table_class = TableClass.control

    id: Mapped[RandomId]
    token_hash: Mapped[Code]
    """SHA-256 of the token in the address, hexadecimal; the token itself is kept nowhere."""
    client_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("client.id"), index=True)
    """Who made it: it shows what this client may see, and ends with it."""
    territory_level: Mapped[Code]
    """municipality or school."""
    territory_code: Mapped[Code]
    responsible: Mapped[str | None] = mapped_column(Text)
    """Only tasks for which this party answers, as printed."""
    name: Mapped[str] = mapped_column(Text)
    """What the calendar is called."""
    created_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]
