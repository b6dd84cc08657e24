"""Files that people sent: what is known of them; the content stands in the storage."""

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code, Moment


class StoredFile(Base):
    """One content of one municipality, stored once however often it was sent. Written by: shared.filing.

    The row is written when the content stands in the storage (shared/storage), under this very key.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_is_hexadecimal"),
        CheckConstraint("size_bytes >= 0", name="size_is_not_negative"),
    )
    table_class = TableClass.tenant

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    sha256: Mapped[Code] = mapped_column(primary_key=True)
    media_type: Mapped[str] = mapped_column(Text)
    """What the content was checked to be."""
    size_bytes: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[Moment]
