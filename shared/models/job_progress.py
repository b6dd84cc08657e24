"""How far a job has come, for people."""

from uuid import UUID

from sqlalchemy import Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import Base, TableClass
from shared.models.columns import Moment


class JobProgress(Base):
    """Progress of a job, written outside its working transaction. Written by: shared.queue."""

    __tablename__ = "job_progress"
    table_class = TableClass.control

    job_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    done: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(Integer)
    updated_at: Mapped[Moment]
