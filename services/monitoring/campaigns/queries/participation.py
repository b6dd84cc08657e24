"""Statements over who has answered: told from submissions and the last day, never stored."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, and_, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.rules import Deadline
from services.monitoring.campaigns.schemas import Answered
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Campaign, Municipality, School, Submission


@dataclass(frozen=True, slots=True)
class Participants:
    """The participants of a campaign that a principal sees, as their answers stand against its deadline."""

    principal: Principal
    campaign: Campaign
    deadline: Deadline


async def count_participation(session: AsyncSession, those: Participants) -> dict[str, int]:
    """Count participants by whether they answered."""
    answered = tell_answered(those.deadline).label("answered")
    statement = select(answered, func.count().label("schools")).where(_are_visible(those)).group_by(answered)
    return {row.answered: row.schools for row in await session.execute(statement)}


async def list_participants(
    session: AsyncSession, those: Participants, wanted: Answered | None, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List participants, the municipality first, then schools by code."""
    statement = _named(those)
    if wanted is not None:
        statement = statement.where(tell_answered(those.deadline) == wanted.value)
    return await fetch_page(session, statement, [ascending(Submission.level), ascending(Submission.object_code)], page)


def tell_answered(deadline: Deadline) -> ColumnElement[str]:
    """Tell whether a participant answered: by the first submission, a return does not make it late."""
    silent = Answered.no_answer if deadline.is_over else Answered.not_yet
    return case(
        (Submission.first_submitted_at.is_(None), _word(silent)),
        (Submission.first_submitted_at < deadline.end, _word(Answered.on_time)),
        else_=_word(Answered.late),
    )


def _named(those: Participants) -> Select[*tuple[Any, ...]]:
    is_school = and_(
        Submission.level == "school",
        School.municipality_id == Submission.municipality_id,
        School.code == Submission.object_code,
    )
    return (
        select(
            Submission.level,
            Submission.object_code.label("code"),
            func.coalesce(School.name, Municipality.name, Municipality.oktmo).label("name"),
            tell_answered(those.deadline).label("answered"),
            Submission.state,
            Submission.first_submitted_at,
            Submission.submitted_at,
        )
        .join(Municipality, Municipality.id == Submission.municipality_id)
        .outerjoin(School, is_school)
        .where(_are_visible(those))
    )


def _are_visible(those: Participants) -> ColumnElement[bool]:
    whole = visible_to(those.principal, Submission.municipality_id)
    own = visible_to(those.principal, Submission.municipality_id, Submission.object_code)
    return and_(
        Submission.municipality_id == those.campaign.municipality_id,
        Submission.campaign_id == those.campaign.id,
        or_(whole, and_(Submission.level == "school", own)),
    )


def _word(answered: Answered) -> ColumnElement[str]:
    return literal(answered.value, Text)
