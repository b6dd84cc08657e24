"""Shapes of municipalities."""

from typing import ClassVar

from pydantic import ConfigDict, Field

from shared.http.schemas import ResponseModel


class MunicipalityRead(ResponseModel):
    """A municipality (муниципалитет)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {"oktmo": "04729000", "name": "Норильск", "region_code": "04", "region_name": "Красноярский край"}
            ]
        }
    )

    oktmo: str = Field(description="ОКТМО, eight digits.")
    name: str
    region_code: str = Field(description="First two digits of the ОКТМО.")
    region_name: str
