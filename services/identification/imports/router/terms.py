"""The terms of an import as query parameters: those that only results have."""

from typing import Annotated

from fastapi import Depends

from shared.imports.router import DeclaredTotal, Terms
from shared.imports.schemas import ImportTerms


def read_terms_with_sums(
    terms: Terms,
    declared_participants: DeclaredTotal = None,
    declared_below_threshold: DeclaredTotal = None,
) -> ImportTerms:
    """Read the terms of results, whose numbers add up."""
    sums = {"participants": declared_participants, "below_threshold": declared_below_threshold}
    declared = {name: total for name, total in sums.items() if total is not None}
    return ImportTerms(terms.mode, terms.atomic, terms.as_of, {**terms.declared_totals, **declared})


TermsWithSums = Annotated[ImportTerms, Depends(read_terms_with_sums)]
