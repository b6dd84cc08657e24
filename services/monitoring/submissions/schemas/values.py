"""Shapes of what a school or the municipality writes into its form."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, StrictInt, StringConstraints, model_validator

from shared.http.schemas import RequestModel

MOST_VALUES = 200
_LARGEST = 2_147_483_647
Number = Annotated[StrictInt, Field(ge=0, le=_LARGEST)]


class ValueWrite(RequestModel):
    """One element of a form (строка формы): an answer, or a number, or a pair of numbers."""

    element: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]+$", max_length=60)] = Field(
        description="Code of the element, as the form names it.", examples=["s-2.4.1"]
    )
    answer: Literal["yes", "no", "not_applicable"] | None = Field(
        default=None, description="Of a yes/no question (да, нет, не применимо).", examples=[None]
    )
    numerator: Number | None = Field(
        default=None, description="Numerator (числитель) of a share, or the count itself.", examples=[12]
    )
    denominator: Number | None = Field(default=None, description="Denominator (знаменатель) of a share.", examples=[40])
    comment: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)] | None = Field(
        default=None, description="Why the value is right although a warning doubts it (пояснение).", examples=[None]
    )

    @model_validator(mode="after")
    def _refuse_both(self) -> Self:
        if self.answer is not None and (self.numerator, self.denominator) != (None, None):
            raise ValueError("Заполните либо ответ, либо числа: вместе они не хранятся.")
        return self


class ValuesWrite(RequestModel):
    """The whole form (черновик формы целиком): an element left out is cleared."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "values": [
                        {"element": "s-3.3.1.2", "answer": "yes"},
                        {"element": "s-3.3.3.3", "answer": "not_applicable", "comment": "В школе нет 9 класса"},
                    ]
                }
            ]
        },
    )

    values: list[ValueWrite] = Field(max_length=MOST_VALUES, description="Each element once.")
