"""Pure logic of submissions: what is wrong with values, what may be done."""

from services.monitoring.submissions.rules.actions import list_actions, require_action, takes_answers
from services.monitoring.submissions.rules.assessing import assess

__all__ = ["assess", "list_actions", "require_action", "takes_answers"]
