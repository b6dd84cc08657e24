"""Every SQL statement of runs."""

from services.identification.runs.queries.comparisons import count_changes, list_compared_schools
from services.identification.runs.queries.evidence import hash_evidence
from services.identification.runs.queries.runs import (
    add_run,
    count_statuses,
    discard_verdicts,
    find_run,
    find_same_run,
    find_visible_run,
    list_municipality_ids,
    list_runs,
    lock_result,
)
from services.identification.runs.queries.verdicts import find_verdict, list_verdicts, stream_verdicts
from services.identification.runs.queries.verifications import (
    DifferenceCounts,
    add_verification,
    find_verification,
    list_verification_differences,
    list_verifications,
    store_differences,
)

__all__ = [
    "DifferenceCounts",
    "add_run",
    "add_verification",
    "count_changes",
    "count_statuses",
    "discard_verdicts",
    "find_run",
    "find_same_run",
    "find_verdict",
    "find_verification",
    "find_visible_run",
    "hash_evidence",
    "list_compared_schools",
    "list_municipality_ids",
    "list_runs",
    "list_verdicts",
    "list_verification_differences",
    "list_verifications",
    "lock_result",
    "store_differences",
    "stream_verdicts",
]
