"""Base classes of what comes in and what goes out."""

from pydantic import BaseModel, ConfigDict, Field


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
