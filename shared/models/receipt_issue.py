"""Faults of the rows of an import, and what else its sender should know of them."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Code


class ReceiptIssue(Base):
    """One issue of one row: where, what and why. Written by: shared.imports."""

    __tablename__ = "receipt_issue"
    __table_args__ = (CheckConstraint("severity IN ('error', 'warning')", name="severity_is_known"),)
    table_class = TableClass.intake

    receipt_id: Mapped[UUID] = mapped_column(ForeignKey("receipt.id", ondelete="CASCADE"), primary_key=True)
    row_number: Mapped[int] = mapped_column(Integer, primary_key=True)
    """Number of the row in the file; the header is row 1, so the first record is row 2."""
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    """Order of the faults of one row."""
    column: Mapped[str | None] = mapped_column(Text)
    severity: Mapped[Code]
    """An error rejects its row, a warning does not."""
    code: Mapped[Code]
    detail: Mapped[str] = mapped_column(Text)
    """Russian sentence for the sender."""
