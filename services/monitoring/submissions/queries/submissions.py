"""Statements over submissions themselves."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.queries import tell_answered
from services.monitoring.campaigns.schemas import Answered
from services.monitoring.submissions.schemas import CampaignView, SubmissionLevel, SubmissionState
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Campaign, Municipality, School, Submission


@dataclass(frozen=True, slots=True)
class SubmissionFilters:
    """Which submissions are wanted; what is None is not asked."""

    state: SubmissionState | None = None
    timeliness: Answered | None = None
    level: SubmissionLevel | None = None


async def lock_campaign(session: AsyncSession, campaign: Campaign) -> None:
    """Keep the campaign in the state it has until the transaction ends; others may do so at the same time."""
    await session.refresh(campaign, with_for_update={"read": True})


async def find_visible_submission(
    session: AsyncSession, view: CampaignView, object_code: str, *, locked: bool = False
) -> Row[*tuple[Any, ...]] | None:
    """Return a submission, the name of its object and its timeliness; locked against other edits if asked."""
    statement = _select_submissions(view).where(Submission.object_code == object_code)
    if locked:
        statement = statement.with_for_update(of=Submission)
    # What bulk statements changed is read anew.
    return (await session.execute(statement.execution_options(populate_existing=True))).one_or_none()


async def list_submissions(
    session: AsyncSession, view: CampaignView, wanted: SubmissionFilters, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List submissions like that: the municipality first, then schools by code."""
    asked = {
        Submission.state: wanted.state,
        Submission.level: wanted.level,
        tell_answered(view.deadline): wanted.timeliness,
    }
    statement = _select_submissions(view)
    statement = statement.where(*(column == value for column, value in asked.items() if value is not None))
    return await fetch_page(session, statement, [ascending(Submission.level), ascending(Submission.object_code)], page)


def _select_submissions(view: CampaignView) -> Select[*tuple[Any, ...]]:
    campaign = view.campaign
    is_school = and_(
        Submission.level == "school",
        School.municipality_id == Submission.municipality_id,
        School.code == Submission.object_code,
    )
    name = func.coalesce(School.name, Municipality.name, Municipality.oktmo)
    return (
        select(Submission, name.label("name"), tell_answered(view.deadline).label("timeliness"))
        .join(Municipality, Municipality.id == Submission.municipality_id)
        .outerjoin(School, is_school)
        .where(Submission.municipality_id == campaign.municipality_id, Submission.campaign_id == campaign.id)
        .where(_are_visible(view.principal))
    )


def _are_visible(principal: Principal) -> ColumnElement[bool]:
    """Keep what lies in the caller's territories; a school sees its own, and nothing of the municipality's."""
    own = visible_to(principal, Submission.municipality_id, Submission.object_code)
    return or_(visible_to(principal, Submission.municipality_id), and_(Submission.level == "school", own))
