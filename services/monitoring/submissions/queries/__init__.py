"""Every SQL statement of submissions."""

from services.monitoring.submissions.queries.decisions import (
    accept_submissions,
    list_decidable,
    list_editable,
    mark_submitted,
    store_accepted,
)
from services.monitoring.submissions.queries.questions import list_registered, list_settled
from services.monitoring.submissions.queries.submissions import (
    SubmissionFilters,
    find_visible_submission,
    list_submissions,
    lock_campaign,
)
from services.monitoring.submissions.queries.values import list_answers, list_previous, replace_answers

__all__ = [
    "SubmissionFilters",
    "accept_submissions",
    "find_visible_submission",
    "list_answers",
    "list_decidable",
    "list_editable",
    "list_previous",
    "list_registered",
    "list_settled",
    "list_submissions",
    "lock_campaign",
    "mark_submitted",
    "replace_answers",
    "store_accepted",
]
