"""Whoever conducts a campaign decides on what was submitted; what is accepted counts."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.submissions import queries
from services.monitoring.submissions.errors import AnswersClosed
from services.monitoring.submissions.rules import require_action, takes_answers
from services.monitoring.submissions.schemas import Acceptance, Completed
from services.monitoring.submissions.use_cases.assessing import assess_submissions, get_questionnaire
from services.monitoring.submissions.use_cases.recording import record_many, record_submission_change
from shared.access.principals import Principal
from shared.clock import utc_now
from shared.models import Campaign, Submission


async def accept_submission(
    session: AsyncSession, campaign: Campaign, submission: Submission, principal: Principal
) -> None:
    """Accept a submission: its values count from now on."""
    require_action("accept", submission, campaign.state)
    asking = await get_questionnaire(session, campaign)
    elements = [question.element.code for question in asking.questions]
    await queries.accept_submissions(session, campaign, [submission.object_code], utc_now())
    await queries.store_accepted(session, campaign, [submission.object_code], elements)
    await record_submission_change(session, submission, "accepted", principal.client_id, ("state",))


async def accept_submissions(session: AsyncSession, campaign: Campaign, principal: Principal) -> Acceptance:
    """Accept everything that is submitted without a warning; people decide on the rest one by one."""
    await queries.lock_campaign(session, campaign)
    if not takes_answers(campaign.state):
        raise AnswersClosed
    waiting = await queries.list_decidable(session, campaign)
    asking = await get_questionnaire(session, campaign)
    assessed = await assess_submissions(session, campaign, asking, waiting)
    done = tuple(code for code, found in assessed.items() if not found.issues and not found.unanswered)
    completed = Completed(done, tuple(code for code in assessed if code not in set(done)))
    if done:
        await queries.accept_submissions(session, campaign, done, utc_now())
        await queries.store_accepted(session, campaign, done, [each.element.code for each in asking.questions])
        await record_many(session, campaign, "submissions_accepted", completed, principal.client_id)
    return Acceptance(accepted=len(completed.done), left=len(completed.left))


async def return_submission(
    session: AsyncSession, campaign: Campaign, submission: Submission, remarks: str, principal: Principal
) -> None:
    """Return a submission with remarks; what was accepted counts until the next acceptance replaces it."""
    require_action("return", submission, campaign.state)
    submission.state = "returned"
    submission.remarks = remarks
    submission.decided_at = submission.updated_at = utc_now()
    submission.version += 1
    await record_submission_change(session, submission, "returned", principal.client_id, ("state", "remarks"))
