"""What several routes of evidence are asked with."""

from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator

from shared.reference.school_codes import canonical_school_code

WantedObject = Annotated[
    str | None,
    Query(
        pattern="^((sch|edu|ksh|spo)[0-9]{6}|[0-9]{8})$",
        description="Only of this participant: code of the school (код школы), or ОКТМО of the municipality.",
    ),
    AfterValidator(lambda code: None if code is None else canonical_school_code(code)),
]
