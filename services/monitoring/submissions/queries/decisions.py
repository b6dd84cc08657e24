"""Statements that carry submissions on, as many at once as there are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Campaign, MonitoringValue, Submission, SubmissionValue


async def list_editable(session: AsyncSession, campaign: Campaign, codes: Sequence[str] | None) -> list[Submission]:
    """Return what is not submitted yet, of some objects or of all, locked in the order of their codes."""
    return await _lock(session, campaign, ("draft", "returned"), codes)


async def list_decidable(session: AsyncSession, campaign: Campaign) -> list[Submission]:
    """Return what waits for a decision, locked in the order of their codes."""
    return await _lock(session, campaign, ("submitted",), None)


async def mark_submitted(session: AsyncSession, campaign: Campaign, codes: Sequence[str], now: datetime) -> None:
    """Submit these submissions; the first time decides whether they came in time."""
    first = func.coalesce(Submission.first_submitted_at, now)
    values = {"state": "submitted", "first_submitted_at": first, "submitted_at": now}
    await _carry_on(session, campaign, codes, now, values)


async def accept_submissions(session: AsyncSession, campaign: Campaign, codes: Sequence[str], now: datetime) -> None:
    """Accept these submissions."""
    await _carry_on(session, campaign, codes, now, {"state": "accepted", "decided_at": now, "remarks": None})


async def store_accepted(
    session: AsyncSession, campaign: Campaign, codes: Sequence[str], elements: Sequence[str]
) -> None:
    """Let what stands in these forms count: it takes the place of the set's values that these objects had."""
    await session.execute(
        delete(MonitoringValue).where(
            MonitoringValue.municipality_id == campaign.municipality_id,
            MonitoringValue.pack_code == campaign.pack_code,
            MonitoringValue.period == campaign.period,
            MonitoringValue.object_code.in_(codes),
            MonitoringValue.element_code.in_(elements),
        )
    )
    kept = ("municipality_id", "level", "object_code", "element_code", "answer", "numerator", "denominator")
    columns = [getattr(SubmissionValue, name) for name in kept]
    named = {"pack_code": campaign.pack_code, "period": campaign.period, "campaign_id": campaign.id}
    chosen = select(*columns, *[literal(value).label(name) for name, value in named.items()]).where(
        SubmissionValue.municipality_id == campaign.municipality_id,
        SubmissionValue.campaign_id == campaign.id,
        SubmissionValue.object_code.in_(codes),
        SubmissionValue.element_code.in_(elements),
        or_(SubmissionValue.answer.is_not(None), SubmissionValue.numerator.is_not(None)),
    )
    statement = insert(MonitoringValue).from_select([*kept, *named], chosen)
    # A file may bring the same value at the same moment; what is accepted prevails.
    statement = statement.on_conflict_do_update(
        index_elements=list(MonitoringValue.__table__.primary_key),
        set_={name: statement.excluded[name] for name in (*kept[4:], "campaign_id")},
    )
    await session.execute(statement)


async def _lock(
    session: AsyncSession, campaign: Campaign, states: Sequence[str], codes: Sequence[str] | None
) -> list[Submission]:
    statement = (
        select(Submission)
        .where(
            Submission.municipality_id == campaign.municipality_id,
            Submission.campaign_id == campaign.id,
            Submission.state.in_(states),
        )
        .order_by(Submission.level, Submission.object_code)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if codes is not None:
        statement = statement.where(Submission.object_code.in_(codes))
    return list(await session.scalars(statement))


async def _carry_on(
    session: AsyncSession, campaign: Campaign, codes: Sequence[str], now: datetime, values: dict[str, Any]
) -> None:
    statement = update(Submission).where(
        Submission.municipality_id == campaign.municipality_id,
        Submission.campaign_id == campaign.id,
        Submission.object_code.in_(codes),
    )
    edited = {"version": Submission.version + 1, "updated_at": now}
    await session.execute(statement.values(**values, **edited), execution_options={"synchronize_session": False})
