"""Submissions as people read them."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.submissions import queries, rules
from services.monitoring.submissions.queries import SubmissionFilters
from services.monitoring.submissions.schemas import (
    Assessment,
    CampaignView,
    SubmissionRead,
    SubmissionSummary,
    ValueIssueRead,
)
from services.monitoring.submissions.use_cases.assessing import assess_submissions, get_questionnaire
from shared.database.paging import Page, PageRequest
from shared.models import Submission


async def list_submissions(
    session: AsyncSession, view: CampaignView, wanted: SubmissionFilters, page: PageRequest
) -> Page[SubmissionSummary]:
    """Return a page of the submissions that the caller sees."""
    found = await queries.list_submissions(session, view, wanted, page)
    asking = await get_questionnaire(session, view.campaign)
    assessed = await assess_submissions(session, view.campaign, asking, [row[0] for row in found.items])
    return found.map(lambda row: SubmissionSummary(**_describe(view, row, assessed[row[0].object_code])))


async def describe_submission(session: AsyncSession, view: CampaignView, row: Row[*tuple[Any, ...]]) -> SubmissionRead:
    """Return a submission with what is wrong with its values."""
    asking = await get_questionnaire(session, view.campaign)
    submission: Submission = row[0]
    assessed = (await assess_submissions(session, view.campaign, asking, [submission]))[submission.object_code]
    issues = [ValueIssueRead.model_validate(issue) for issue in assessed.issues]
    return SubmissionRead(**_describe(view, row, assessed), issues=issues)


def _describe(view: CampaignView, row: Row[*tuple[Any, ...]], assessed: Assessment) -> dict[str, Any]:
    submission: Submission = row[0]
    stored = SubmissionSummary.model_fields.keys() & Submission.__table__.columns.keys()
    return {
        **{name: getattr(submission, name) for name in stored},
        "name": row.name,
        "timeliness": row.timeliness,
        "asked": assessed.asked,
        "filled": assessed.filled,
        "errors": assessed.count("error"),
        "warnings": assessed.count("warning"),
        "allowed_actions": rules.list_actions(submission, view),
    }
