"""Shapes of submissions."""

from services.monitoring.submissions.schemas.assessing import (
    Answer,
    Assessment,
    CampaignView,
    Completed,
    Issue,
    Known,
    Questionnaire,
    Settled,
    Severity,
)
from services.monitoring.submissions.schemas.forms import FormElement, FormGroup, FormRead, FormValue, QuestionState
from services.monitoring.submissions.schemas.submissions import (
    Acceptance,
    SubmissionAction,
    SubmissionLevel,
    SubmissionRead,
    SubmissionReturn,
    SubmissionState,
    SubmissionSummary,
    ValueIssueRead,
)
from services.monitoring.submissions.schemas.values import ValuesWrite, ValueWrite

__all__ = [
    "Acceptance",
    "Answer",
    "Assessment",
    "CampaignView",
    "Completed",
    "FormElement",
    "FormGroup",
    "FormRead",
    "FormValue",
    "Issue",
    "Known",
    "QuestionState",
    "Questionnaire",
    "Settled",
    "Severity",
    "SubmissionAction",
    "SubmissionLevel",
    "SubmissionRead",
    "SubmissionReturn",
    "SubmissionState",
    "SubmissionSummary",
    "ValueIssueRead",
    "ValueWrite",
    "ValuesWrite",
]
