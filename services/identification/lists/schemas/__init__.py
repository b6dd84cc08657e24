"""Shapes of lists: headers and drafts, schools on them, sets in force and what differs between them."""

from services.identification.lists.schemas.lists import (
    MOST_SCHOOLS,
    ListBasis,
    ListRead,
    ListState,
    ListUpdate,
    ListWrite,
    SchoolOnList,
    SchoolsWrite,
)
from services.identification.lists.schemas.sets import (
    Difference,
    DifferenceSummary,
    ListChange,
    ListComparison,
    ListComparisonSummary,
    ListDifference,
    ListedCounts,
    ListedSchoolRead,
    ListedSchools,
)

__all__ = [
    "MOST_SCHOOLS",
    "Difference",
    "DifferenceSummary",
    "ListBasis",
    "ListChange",
    "ListComparison",
    "ListComparisonSummary",
    "ListDifference",
    "ListRead",
    "ListState",
    "ListUpdate",
    "ListWrite",
    "ListedCounts",
    "ListedSchoolRead",
    "ListedSchools",
    "SchoolOnList",
    "SchoolsWrite",
]
