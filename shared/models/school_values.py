"""What the register knows of a school: the columns that a school and its versions share."""

from datetime import date

from sqlalchemy import SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.columns import Code


class SchoolValues:
    """The values of one version of a school; which of them may be is said by the constraints of `school`."""

    printed_code: Mapped[Code]
    """The code as the sender writes it."""
    name: Mapped[str] = mapped_column(Text)
    grades_from: Mapped[int | None] = mapped_column(SmallInteger)
    grades_to: Mapped[int | None] = mapped_column(SmallInteger)
    inn: Mapped[Code | None]
    """ИНН of an organisation, ten digits, the last one a check digit."""
    ogrn: Mapped[Code | None]
    """ОГРН, thirteen digits, the last one a check digit (domain: C5)."""
    opened_on: Mapped[date | None]
    """First day of work, local; null where not told."""
    closed_on: Mapped[date | None]
    """Last day of work, local; null while the school works."""
    subordination: Mapped[Code] = mapped_column(server_default="municipal")
    """Whose school it is; municipal ones count by default (B55)."""
    special_type: Mapped[Code] = mapped_column(server_default="general")
    """Types that counts may leave out (B55)."""
    successor_code: Mapped[Code | None]
    """The school that a closed one was merged into, by its key."""


VALUE_FIELDS = {
    "printed_code": "school_code",
    "name": "school_name",
    "grades_from": "grades_from",
    "grades_to": "grades_to",
    "inn": "inn",
    "ogrn": "ogrn",
    "opened_on": "opened_on",
    "closed_on": "closed_on",
    "subordination": "subordination",
    "special_type": "special_type",
    "successor_code": "successor_code",
}
"""Every column of `SchoolValues` by the name that the API and the history of a school give it."""
