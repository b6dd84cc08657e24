"""What is done with submissions: read, fill in, submit, accept, return."""

from services.monitoring.submissions.use_cases.answering import save_values, submit_complete, submit_submission
from services.monitoring.submissions.use_cases.assessing import assess_submissions, get_questionnaire
from services.monitoring.submissions.use_cases.deciding import (
    accept_submission,
    accept_submissions,
    return_submission,
)
from services.monitoring.submissions.use_cases.describing import describe_submission, list_submissions
from services.monitoring.submissions.use_cases.forms import show_form

__all__ = [
    "accept_submission",
    "accept_submissions",
    "assess_submissions",
    "describe_submission",
    "get_questionnaire",
    "list_submissions",
    "return_submission",
    "save_values",
    "show_form",
    "submit_complete",
    "submit_submission",
]
