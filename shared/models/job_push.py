"""When a job was last handed to the delivery."""

from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Moment


class JobPush(Base):
    """Last push of a job to ARQ; apart from the job row, whose lock is the claim. Written by: shared.queue."""

    __tablename__ = "job_push"
    table_class = TableClass.control

    job_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    pushed_at: Mapped[Moment | None]
    """Null: asked for, never pushed."""
