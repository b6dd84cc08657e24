"""The terms of an import as query parameters, the same for files and batches of every service."""

from typing import Annotated

from fastapi import Depends, Query

from shared.http.idempotency import IdempotencyKeyReused, RequestInProgress
from shared.http.problems import problems
from shared.http.schemas import WrittenMoment
from shared.imports.errors import MomentInFuture
from shared.imports.schemas import Atomicity, ImportMode, ImportTerms

_LARGEST_TOTAL = 2**53 - 1

Mode = Annotated[ImportMode, Query(description="validate: the same receipt, counts and issues, and nothing is stored.")]
Atomic = Annotated[
    Atomicity, Query(description="all: one faulty row, or a control total that does not agree, refuses the whole.")
]
AsOf = Annotated[
    WrittenMoment | None,
    Query(
        description="Moment of truth of the rows, with its zone; the arrival by default. What is stored and newer is "
        "kept; of two files of the same moment the later one wins.",
        examples=["2022-10-03T09:00:00+07:00"],
    ),
]
DeclaredTotal = Annotated[
    int | None,
    Query(ge=0, le=_LARGEST_TOTAL, description="Control total over all rows; compared with that of the accepted ones."),
]


def read_terms(
    mode: Mode = ImportMode.merge,
    atomic: Atomic = Atomicity.row,
    as_of: AsOf = None,
    declared_rows: DeclaredTotal = None,
) -> ImportTerms:
    """Read the terms that every dataset has."""
    return ImportTerms(mode, atomic, as_of, {} if declared_rows is None else {"rows": declared_rows})


Terms = Annotated[ImportTerms, Depends(read_terms)]

PROBLEMS_OF_TERMS = problems(MomentInFuture, RequestInProgress, IdempotencyKeyReused)
