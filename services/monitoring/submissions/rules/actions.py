"""What may be done with a submission, by its state, its campaign's state and the caller."""

from services.monitoring.submissions.errors import AnswersClosed, SubmissionNotEditable, SubmissionNotSubmitted
from services.monitoring.submissions.schemas import CampaignView, SubmissionAction
from shared.models import Submission

_STATES: dict[SubmissionAction, frozenset[str]] = {
    "save_values": frozenset({"draft", "returned"}),
    "submit": frozenset({"draft", "returned"}),
    "accept": frozenset({"submitted"}),
    "return": frozenset({"submitted", "accepted"}),
}
_SCOPES: dict[SubmissionAction, str] = {
    "save_values": "monitoring:write",
    "submit": "monitoring:write",
    "accept": "monitoring:conduct",
    "return": "monitoring:conduct",
}
# After its end too: a late answer is better than none, until the analysis stands on what is there.
_TAKES_ANSWERS = frozenset({"open", "closed"})


def takes_answers(campaign_state: str) -> bool:
    """Say whether answers and decisions on them are taken."""
    return campaign_state in _TAKES_ANSWERS


def list_actions(submission: Submission, view: CampaignView) -> list[SubmissionAction]:
    """List what the caller may do with a submission now."""
    if not takes_answers(view.campaign.state):
        return []
    return [
        action
        for action, states in _STATES.items()
        if submission.state in states
        and _SCOPES[action] in view.principal.scopes
        and (view.conducts or _SCOPES[action] != "monitoring:conduct")
    ]


def require_action(action: SubmissionAction, submission: Submission, campaign_state: str) -> None:
    """Raise AnswersClosed, SubmissionNotEditable or SubmissionNotSubmitted unless the states allow it."""
    if not takes_answers(campaign_state):
        raise AnswersClosed
    if submission.state not in _STATES[action]:
        raise SubmissionNotEditable if _SCOPES[action] == "monitoring:write" else SubmissionNotSubmitted
