"""Shapes of what the support of a municipality came to."""

from typing import ClassVar

from pydantic import ConfigDict, Field

from shared.http.schemas import ResponseModel
from shared.support.kinds import SupportKind


class SupportedHeads(ResponseModel):
    """How many persons of one role were reached (сколько человек охвачено)."""

    persons: int | None = Field(description="Persons by key, each once, and heads without a key; null: not counted.")
    not_deduplicated: bool = Field(
        description="Several actions, and keys are missing: somebody may be counted more than once (B29)."
    )


class SupportCount(ResponseModel):
    """What the actions of one kind came to."""

    kind: SupportKind
    actions: int
    teachers: SupportedHeads
    leaders: SupportedHeads
    pupils: SupportedHeads


class SupportedSchool(ResponseModel):
    """What was done for one school in an academic year (сводка поддержки школы), by kind."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "school_code": "edu240001",
                    "school_name": "МБОУ «СОШ № 1»",
                    "kinds": [
                        {
                            "kind": "advice",
                            "actions": 2,
                            "teachers": {"persons": 3, "not_deduplicated": False},
                            "leaders": {"persons": None, "not_deduplicated": False},
                            "pupils": {"persons": None, "not_deduplicated": False},
                        }
                    ],
                }
            ]
        },
    )

    school_code: str
    school_name: str
    kinds: list[SupportCount]
