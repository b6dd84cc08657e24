"""Column types that several tables share."""

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from sqlalchemy import DateTime, SmallInteger, Text, Uuid
from sqlalchemy.orm import mapped_column

Code = Annotated[str, mapped_column(Text(collation="C"))]
"""A code compared byte by byte: school, procedure, element, pack."""

AcademicYear = Annotated[int, mapped_column(SmallInteger)]
"""The calendar year in which the academic year begins: 2021 is 2021/2022."""

Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
"""A point in time, UTC."""

RandomId = Annotated[UUID, mapped_column(Uuid, primary_key=True, default=uuid4)]
"""An id that tells nothing about how many there are."""
