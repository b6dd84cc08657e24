"""Orders (приказы): number, date and the parties they name."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, StringConstraints

from shared.http.schemas import RequestModel

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class OrderParty(RequestModel):
    """Who does what under the order: a post or an organisation, never a person's name."""

    role: Literal["approves", "carries_out", "accompanies", "controls"] = Field(
        description="утверждает, исполняет, сопровождает, контролирует (001)."
    )
    name: Text = Field(description="Post or organisation.", examples=["Управление образования"])


class Order(RequestModel):
    """An order (приказ) on whose ground something is approved."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "number": "262",
                    "date": "2021-06-08",
                    "title": "Об утверждении перечня школ",
                    "parties": [{"role": "controls", "name": "Заведующий ИДЦ"}],
                }
            ]
        },
    )

    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)] = Field(
        description="As printed, with letters and dashes.", examples=["262", "280-36"]
    )
    date: date
    title: Text | None = Field(default=None, description="As printed.")
    parties: tuple[OrderParty, ...] = Field(default=(), max_length=50)
