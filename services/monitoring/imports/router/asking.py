"""What the sender of a file asks for, as query parameters."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from services.monitoring.imports.schemas import Submitting
from shared.imports.router import Terms
from shared.imports.schemas import ImportTerms


@dataclass(frozen=True, slots=True)
class AskedImport:
    """On which terms the rows are taken, and whether forms that they complete are submitted."""

    terms: ImportTerms
    submitting: Submitting


def read_asked(
    terms: Terms,
    submit: Annotated[
        Submitting,
        Query(
            description="yes: the same job submits the forms that the file names and that are complete then (отправить "
            "заполненные ответы), unless one of their rows was refused."
        ),
    ] = "no",
) -> AskedImport:
    """Read the terms that every import has, and what only this one has."""
    return AskedImport(terms, submit)


Asked = Annotated[AskedImport, Depends(read_asked)]
