"""Participants answer: values are saved, faulty or not, and submitted when nothing is wrong with them any more."""

from collections.abc import Iterator, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.submissions import queries
from services.monitoring.submissions.errors import AnswersClosed, SubmissionFaulty, ValuesRefused
from services.monitoring.submissions.rules import require_action, takes_answers
from services.monitoring.submissions.schemas import (
    Answer,
    Completed,
    Issue,
    Questionnaire,
    ValuesWrite,
    ValueWrite,
)
from services.monitoring.submissions.use_cases.assessing import assess_submissions, get_questionnaire
from services.monitoring.submissions.use_cases.recording import record_many, record_submission_change
from shared.access.principals import Principal
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.models import Campaign, Submission
from shared.rules.suggesting import suggest


async def save_values(
    session: AsyncSession, campaign: Campaign, submission: Submission, wanted: ValuesWrite, principal: Principal
) -> None:
    """Let the form hold these values and no others; raise ValuesRefused for elements it does not have."""
    require_action("save_values", submission, campaign.state)
    asking = await get_questionnaire(session, campaign)
    issues = list(_find_misnamed(asking, submission.level, wanted.values))
    if issues:
        raise ValuesRefused(errors=issues)
    now = utc_now()
    answers = {
        value.element: Answer(value.answer, value.numerator, value.denominator, value.comment)
        for value in wanted.values
    }
    changed = await queries.replace_answers(session, submission, answers, now)
    if changed:
        submission.version += 1
        submission.updated_at = now
        await record_submission_change(session, submission, "values_saved", principal.client_id, tuple(changed))


async def submit_submission(
    session: AsyncSession, campaign: Campaign, submission: Submission, principal: Principal
) -> None:
    """Submit a form; raise SubmissionFaulty with everything that still stands in the way."""
    require_action("submit", submission, campaign.state)
    asking = await get_questionnaire(session, campaign)
    assessed = (await assess_submissions(session, campaign, asking, [submission]))[submission.object_code]
    if assessed.blockers:
        raise SubmissionFaulty(errors=[_point(issue) for issue in assessed.blockers])
    await queries.mark_submitted(session, campaign, [submission.object_code], utc_now())
    await record_submission_change(session, submission, "submitted", principal.client_id, ("state",))


async def submit_complete(
    session: AsyncSession, campaign: Campaign, codes: Sequence[str] | None, principal: Principal
) -> Completed:
    """Submit those of the forms (all, or of these objects) with which nothing is wrong, all of them at once.

    Others stay drafts. A few statements, however many objects there are. Raises AnswersClosed.
    """
    await queries.lock_campaign(session, campaign)
    if not takes_answers(campaign.state):
        raise AnswersClosed
    editable = await queries.list_editable(session, campaign, codes)
    asking = await get_questionnaire(session, campaign)
    assessed = await assess_submissions(session, campaign, asking, editable)
    done = tuple(code for code, found in assessed.items() if not found.blockers)
    completed = Completed(done, tuple(code for code in assessed if code not in set(done)))
    if done:
        await queries.mark_submitted(session, campaign, done, utc_now())
        await record_many(session, campaign, "submissions_submitted", completed, principal.client_id)
    return completed


def _find_misnamed(asking: Questionnaire, level: str, values: Sequence[ValueWrite]) -> Iterator[FieldIssue]:
    known = {question.element.code: question.element.level for question in asking.questions}
    derived = {indicator.code for indicator in asking.one.indicators if not indicator.asked}
    seen: set[str] = set()
    for position, value in enumerate(values):
        pointer, code = f"/body/values/{position}/element", value.element
        if code in derived:
            yield FieldIssue(pointer, "derived_element", f"Показатель «{code}» вычисляется, его не присылают.")
        elif code not in known:
            own = [name for name, asked in known.items() if asked == level]
            yield FieldIssue(pointer, "unknown_element", f"Элемента «{code}» в форме нет{suggest(code, own)}.")
        elif known[code] != level:
            asked = "школа" if known[code] == "school" else "муниципалитет"
            yield FieldIssue(pointer, "wrong_level", f"На «{code}» отвечает {asked}.")
        elif code in seen:
            yield FieldIssue(pointer, "duplicate_row", f"«{code}» уже есть выше: оставьте один раз.")
        seen.add(code)


def _point(issue: Issue) -> FieldIssue:
    place = f"/values/{issue.element}" + (f"/{issue.column}" if issue.column else "")
    return FieldIssue(place, issue.code, issue.detail)
