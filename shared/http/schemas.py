"""Base classes of what comes in and what goes out."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# RFC 3339, section 5.6.
_MOMENT = re.compile(r"[0-9-]{10}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})", re.IGNORECASE)


def _require_iso_date(value: object) -> object:
    # Pydantic would also take a number, as seconds since 1970.
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
        return value
    raise ValueError("Нужна дата вида 2022-09-01.")


LocalDate = Annotated[date, BeforeValidator(_require_iso_date)]
"""A date, local to the municipality, written 2022-09-01."""


def _require_moment(value: object) -> object:
    # The same.
    if isinstance(value, datetime) or (isinstance(value, str) and _MOMENT.fullmatch(value)):
        return value
    raise ValueError("Нужны дата и время с часовым поясом, вида 2022-09-01T09:00:00+07:00.")


WrittenMoment = Annotated[AwareDatetime, BeforeValidator(_require_moment)]
"""A moment with its zone, written 2022-09-01T09:00:00+07:00."""


class RequestModel(BaseModel):
    """A JSON body or a group of query parameters; a field it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ResponseModel(BaseModel):
    """An answer; it can be read from the attributes of a row."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Progress(ResponseModel):
    """How far long work has come, in units of its own."""

    done: int = Field(description="Units finished.", examples=[1])
    total: int = Field(description="Units in all; 0 while unknown.", examples=[1])
