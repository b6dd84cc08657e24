"""What paths of submissions name."""

from typing import Annotated

from fastapi import Path

ObjectCode = Annotated[
    str,
    Path(
        pattern="^((sch|edu|ksh|spo)[0-9]{6}|[0-9]{8})$",
        description="Code of the school (код школы), or ОКТМО of the municipality, eight digits.",
        examples=["edu240001"],
    ),
]
