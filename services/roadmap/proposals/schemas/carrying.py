"""Shapes of what goes over into the next year's plan."""

from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, StringConstraints

from shared.http.schemas import RequestModel, ResponseModel
from shared.reference.academic_years import AcademicYearText


class CarryOver(RequestModel):
    """From which municipality and year to carry over."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"municipality": "04729000", "academic_year": "2022/2023"}]},
    )

    municipality: Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")] = Field(description="ОКТМО, eight digits.")
    academic_year: AcademicYearText = Field(description="The year that ends; proposals are for the next.")


class CarryOverRead(ResponseModel):
    """What was proposed for the next year's plan (перенос в план следующего года, CAL-10, CAL-14)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "municipality": "04729000",
                    "academic_year": "2022/2023",
                    "proposed_for": "2023/2024",
                    "undone": 3,
                    "no_effect": 2,
                }
            ]
        }
    )

    municipality: str
    academic_year: str
    proposed_for: str
    undone: int = Field(description="New proposals: measures neither done nor cancelled when their roadmap ends.")
    no_effect: int = Field(description="New proposals: done, and the criterion is still met by the next year's facts.")
