"""Orders (приказы): number, date and the parties they name."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Protocol

from pydantic import ConfigDict, Field, StringConstraints

from shared.http.schemas import LocalDate, RequestModel

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
    date: LocalDate
    title: Text | None = Field(default=None, description="As printed.")
    parties: tuple[OrderParty, ...] = Field(default=(), max_length=50)


class StoredOrder(Protocol):
    """What every table offers whose rows stand on an order."""

    @property
    def order_number(self) -> str | None: ...  # noqa: D102 - columns are described by the models
    @property
    def order_date(self) -> date | None: ...  # noqa: D102
    @property
    def order_title(self) -> str | None: ...  # noqa: D102
    @property
    def order_parties(self) -> list[dict[str, str]]: ...  # noqa: D102


def order_columns(order: Order | None) -> dict[str, Any]:
    """Return an order as the four columns in which tables keep it; empty ones where there is none."""
    if order is None:
        return {"order_number": None, "order_date": None, "order_title": None, "order_parties": []}
    parties = [party.model_dump() for party in order.parties]
    return {
        "order_number": order.number,
        "order_date": order.date,
        "order_title": order.title,
        "order_parties": parties,
    }


def read_order(row: StoredOrder) -> Order:
    """Return the order that a row stands on."""
    return Order.model_validate(
        {"number": row.order_number, "date": row.order_date, "title": row.order_title, "parties": row.order_parties}
    )


def find_order(row: StoredOrder) -> Order | None:
    """Return the order that a row stands on, None where it stands on none."""
    return None if row.order_number is None else read_order(row)
