"""Statements over what stands in forms and what was accepted before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.submissions.schemas import Answer
from shared.models import Campaign, MonitoringValue, Submission, SubmissionValue

_VALUES = ("answer", "numerator", "denominator", "comment")
Answers = dict[str, dict[str, Answer]]


async def list_answers(session: AsyncSession, campaign: Campaign, codes: Sequence[str]) -> Answers:
    """Return what stands in the forms of some objects, by object and element."""
    columns = (getattr(SubmissionValue, name) for name in ("object_code", "element_code", *_VALUES))
    statement = select(*columns).where(
        SubmissionValue.municipality_id == campaign.municipality_id,
        SubmissionValue.campaign_id == campaign.id,
        SubmissionValue.object_code.in_(codes),
    )
    return await _read(session, statement)


async def list_previous(
    session: AsyncSession, campaign: Campaign, period: str, codes: Sequence[str], elements: Sequence[str]
) -> Answers:
    """Return what was accepted of some objects for another period, by object and element."""
    columns = (getattr(MonitoringValue, name) for name in ("object_code", "element_code", *_VALUES[:-1]))
    statement = select(*columns).where(
        MonitoringValue.municipality_id == campaign.municipality_id,
        MonitoringValue.pack_code == campaign.pack_code,
        MonitoringValue.period == period,
        MonitoringValue.object_code.in_(codes),
        MonitoringValue.element_code.in_(elements),
    )
    return await _read(session, statement)


async def replace_answers(
    session: AsyncSession, submission: Submission, answers: Mapping[str, Answer], now: datetime
) -> list[str]:
    """Let a form hold these values and no others; return the elements that changed, sorted."""
    key = {name: getattr(submission, name) for name in ("municipality_id", "campaign_id", "level", "object_code")}
    gone = (
        delete(SubmissionValue)
        .where(*[getattr(SubmissionValue, name) == value for name, value in key.items()])
        .where(SubmissionValue.element_code.not_in(list(answers)))
        .returning(SubmissionValue.element_code)
    )
    changed = list(await session.scalars(gone))
    if answers:
        rows = [
            key | {"element_code": element, "updated_at": now} | {name: getattr(value, name) for name in _VALUES}
            for element, value in answers.items()
        ]
        statement = insert(SubmissionValue).values(rows)
        new = statement.excluded
        statement = statement.on_conflict_do_update(
            index_elements=list(SubmissionValue.__table__.primary_key),
            set_={name: new[name] for name in (*_VALUES, "updated_at")},
            where=or_(*[getattr(SubmissionValue, name).is_distinct_from(new[name]) for name in _VALUES]),
        )
        changed += await session.scalars(statement.returning(SubmissionValue.element_code))
    return sorted(changed)


async def _read(session: AsyncSession, statement: Select[*tuple[Any, ...]]) -> Answers:
    found: Answers = {}
    for object_code, element, *value in await session.execute(statement):
        found.setdefault(object_code, {})[element] = Answer(*value)
    return found
