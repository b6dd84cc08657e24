"""What reports are about: campaigns, lists, municipalities and their schools."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.listed_schools import select_listed_schools
from shared.models import (
    Campaign,
    EvidenceDocument,
    IndicatorTarget,
    ListedSchool,
    Municipality,
    Run,
    School,
    SchoolList,
    Submission,
    Verdict,
)


async def get_municipality(session: AsyncSession, municipality_id: int) -> Municipality:
    """Return the municipality that a row refers to."""
    return await session.get_one(Municipality, municipality_id)


async def find_run(session: AsyncSession, run_id: UUID) -> Run | None:
    """Return the run behind a calculated list."""
    return await session.get(Run, run_id)


async def find_visible_campaign(session: AsyncSession, principal: Principal, campaign_id: UUID) -> Campaign | None:
    """Return a campaign of the principal's municipalities; None otherwise."""
    statement = select(Campaign).where(Campaign.id == campaign_id, visible_to(principal, Campaign.municipality_id))
    return (await session.scalars(statement)).one_or_none()


async def get_campaign(session: AsyncSession, municipality_id: int, campaign_id: UUID) -> Campaign:
    """Return the campaign of a report."""
    return await session.get_one(Campaign, (municipality_id, campaign_id))


async def find_visible_list(
    session: AsyncSession, principal: Principal, list_id: UUID, oktmo: str
) -> tuple[SchoolList, int] | None:
    """Return a published list and the id of one of the principal's municipalities whose schools are on it."""
    statement = (
        select(SchoolList, Municipality.id)
        .join(ListedSchool, ListedSchool.list_id == SchoolList.id)
        .join(Municipality, Municipality.id == ListedSchool.municipality_id)
        .where(SchoolList.id == list_id, SchoolList.state == "published", Municipality.oktmo == oktmo)
        .where(visible_to(principal, Municipality.id))
        .limit(1)
    )
    row = (await session.execute(statement)).one_or_none()
    return (row[0], row[1]) if row else None


async def find_list(session: AsyncSession, list_id: UUID) -> SchoolList | None:
    """Return a list whoever asks: for jobs."""
    return await session.get(SchoolList, list_id)


async def list_municipalities_of_list(session: AsyncSession, list_id: UUID) -> list[Municipality]:
    """List the municipalities that have schools on a list, by ОКТМО."""
    on_list = select(ListedSchool.municipality_id).where(ListedSchool.list_id == list_id)
    statement = select(Municipality).where(Municipality.id.in_(on_list)).order_by(Municipality.oktmo)
    return list(await session.scalars(statement))


async def list_listed_schools(session: AsyncSession, municipality_id: int, list_id: UUID) -> list[str]:
    """List the schools of a municipality on a list, by code."""
    statement = select(ListedSchool.school_code).where(
        ListedSchool.municipality_id == municipality_id, ListedSchool.list_id == list_id
    )
    return list(await session.scalars(statement.order_by(ListedSchool.school_code)))


async def list_criteria(session: AsyncSession, municipality_id: int, run_id: UUID) -> dict[str, list[bool | None]]:
    """Return the criteria of a run's verdicts by school, in pack order; null is undetermined."""
    run = select(func.coalesce(Run.same_as_id, Run.id)).where(Run.id == run_id).scalar_subquery()
    statement = select(Verdict.school_code, Verdict.criteria).where(
        Verdict.municipality_id == municipality_id, Verdict.run_id == run
    )
    return {row.school_code: row.criteria for row in await session.execute(statement)}


async def list_categories(session: AsyncSession, municipality_id: int, academic_year: int) -> dict[str, list[str]]:
    """Return the categories of the listed schools of a municipality by school."""
    listed = select_listed_schools(academic_year)
    statement = (
        select(listed.c.school_code, listed.c.category)
        .where(listed.c.municipality_id == municipality_id)
        .order_by(listed.c.school_code, listed.c.category)
    )
    found: dict[str, list[str]] = {}
    for row in await session.execute(statement):
        found.setdefault(row.school_code, []).append(row.category)
    return found


async def list_school_names(
    session: AsyncSession, municipality_id: int, codes: Sequence[str]
) -> list[tuple[str, str, str]]:
    """Return code, printed code and name of these schools, by code."""
    statement = select(School.code, School.printed_code, School.name).where(
        School.municipality_id == municipality_id, School.code.in_(codes)
    )
    return [(row.code, row.printed_code, row.name) for row in await session.execute(statement.order_by(School.code))]


async def list_participants(
    session: AsyncSession, municipality_id: int, campaign_id: UUID
) -> list[tuple[str, str, datetime | None]]:
    """Return level, code and the moment of the first answer of every participant of a campaign, by code."""
    statement = (
        select(Submission.level, Submission.object_code, Submission.first_submitted_at)
        .where(Submission.municipality_id == municipality_id, Submission.campaign_id == campaign_id)
        .order_by(Submission.object_code)
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(statement)]


async def list_accepted_documents(
    session: AsyncSession, municipality_id: int, campaign_id: UUID
) -> dict[str, list[str]]:
    """Return the titles of the accepted documents of a campaign's schools: what confirms that something was done."""
    statement = (
        select(EvidenceDocument.object_code, EvidenceDocument.title)
        .where(
            EvidenceDocument.municipality_id == municipality_id,
            EvidenceDocument.campaign_id == campaign_id,
            EvidenceDocument.level == "school",
            EvidenceDocument.state == "accepted",
        )
        .order_by(EvidenceDocument.object_code, EvidenceDocument.issued_on, EvidenceDocument.title)
    )
    found: dict[str, list[str]] = {}
    for row in await session.execute(statement):
        found.setdefault(row.object_code, []).append(row.title)
    return found


async def list_targets(
    session: AsyncSession, municipality_id: int, pack_code: str, period: str
) -> dict[str, IndicatorTarget]:
    """Return what a municipality means to reach in a period, by indicator."""
    statement = select(IndicatorTarget).where(
        IndicatorTarget.municipality_id == municipality_id,
        IndicatorTarget.pack_code == pack_code,
        IndicatorTarget.period == period,
    )
    return {target.indicator_code: target for target in await session.scalars(statement)}
