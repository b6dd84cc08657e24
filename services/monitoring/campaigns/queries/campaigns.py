"""Statements over campaigns themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Row, Select, Text, and_, cast, false, func, literal, or_, select
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH, insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.schemas import CampaignState
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Campaign, Municipality, Pack, Submission

_SET_PATH = "$.monitoring.sets[*] ? (@.code == $code)"


@dataclass(frozen=True, slots=True)
class FoundCampaign:
    """A campaign with what else is told of it."""

    campaign: Campaign
    oktmo: str
    title: str
    order_required: bool
    is_municipality_visible: bool
    """Whether the caller sees the whole municipality, not only schools of it."""
    schools: int
    is_municipality_asked: bool

    @property
    def waits_for_order(self) -> bool:
        """Say whether it cannot begin before an order is entered."""
        return self.order_required and self.campaign.order_number is None


@dataclass(frozen=True, slots=True)
class CampaignFilters:
    """Which campaigns are wanted; what is None is not asked."""

    oktmo: str | None = None
    pack: str | None = None
    set: str | None = None
    period: str | None = None
    state: CampaignState | None = None
    analysis_overdue_at: datetime | None = None
    """Those whose term of analysis had passed without one at that moment."""


async def find_visible_municipality(session: AsyncSession, principal: Principal, oktmo: str) -> Municipality | None:
    """Return the municipality, None where there is none or it is foreign."""
    statement = select(Municipality).where(Municipality.oktmo == oktmo, visible_to(principal, Municipality.id))
    return (await session.scalars(statement)).one_or_none()


async def get_oktmo(session: AsyncSession, municipality_id: int) -> str:
    """Return the ОКТМО of a municipality there is."""
    return (await session.get_one(Municipality, municipality_id)).oktmo


async def add_campaign(session: AsyncSession, values: dict[str, Any]) -> Campaign | None:
    """Write a new campaign; None where there is one of this set for this period."""
    statement = insert(Campaign).values(values).on_conflict_do_nothing().returning(Campaign)
    return await session.scalar(statement)


async def store_campaign(session: AsyncSession, campaign: Campaign, values: dict[str, Any], now: datetime) -> None:
    """Write an edit of a locked campaign; it is another version then."""
    for name, value in values.items():
        setattr(campaign, name, value)
    campaign.version += 1
    campaign.updated_at = now
    await session.flush()


async def find_same_campaign(session: AsyncSession, municipality_id: int, key: tuple[str, str, str]) -> UUID | None:
    """Return the campaign of this pack, set and period in a municipality."""
    pack, set_code, period = key
    return await session.scalar(
        select(Campaign.id).where(
            Campaign.municipality_id == municipality_id,
            Campaign.pack_code == pack,
            Campaign.set_code == set_code,
            Campaign.period == period,
        )
    )


async def lock_campaign(session: AsyncSession, campaign_id: UUID) -> Campaign | None:
    """Return a campaign whoever asks, held until the transaction ends; None where there is none."""
    statement = select(Campaign).where(Campaign.id == campaign_id).with_for_update(key_share=True)
    return (await session.scalars(statement.execution_options(populate_existing=True))).one_or_none()


async def find_visible_campaign(
    session: AsyncSession, principal: Principal, campaign_id: UUID, *, locked: bool = False
) -> FoundCampaign | None:
    """Return a campaign of the caller's territories, None where there is none; locked against edits if asked."""
    statement = _visible_campaigns(principal).where(Campaign.id == campaign_id)
    if locked:
        statement = statement.with_for_update(of=Campaign, key_share=True)
    row = (await session.execute(statement.execution_options(populate_existing=True))).one_or_none()
    return None if row is None else _read(row)


async def list_campaigns(
    session: AsyncSession, principal: Principal, wanted: CampaignFilters, page: PageRequest
) -> Page[FoundCampaign]:
    """List the campaigns a principal sees, those that begin last first."""
    equal = {
        Municipality.oktmo: wanted.oktmo,
        Campaign.pack_code: wanted.pack,
        Campaign.set_code: wanted.set,
        Campaign.period: wanted.period,
        Campaign.state: wanted.state.value if wanted.state else None,
    }
    statement = _visible_campaigns(principal)
    statement = statement.where(*(column == value for column, value in equal.items() if value is not None))
    if wanted.analysis_overdue_at is not None:
        today = cast(func.timezone(Campaign.timezone, literal(wanted.analysis_overdue_at)), Date)
        statement = statement.where(Campaign.analysed_at.is_(None), Campaign.analysis_due_on < today)
    rows: Page[Row[*tuple[Any, ...]]] = await fetch_page(
        session, statement, [descending(Campaign.starts_on), descending(Campaign.id)], page
    )
    return rows.map(_read)


async def read_clock(session: AsyncSession) -> datetime:
    """Return the moment at which this transaction began, by the clock that says which jobs are due."""
    moment: datetime = (await session.execute(select(func.now()))).scalar_one()
    return moment


def _visible_campaigns(principal: Principal) -> Select[*tuple[Any, ...]]:
    """Select campaigns of the principal's municipalities, and those in which its schools take part."""
    is_municipality_visible = visible_to(principal, Campaign.municipality_id)
    participants = and_(Submission.municipality_id == Campaign.municipality_id, Submission.campaign_id == Campaign.id)
    of_schools, of_municipality = Submission.level == "school", Submission.level == "municipality"
    takes_part = select(Submission.object_code).where(
        participants, of_schools, visible_to(principal, Submission.municipality_id, Submission.object_code)
    )
    named = func.jsonb_build_object(literal("code", Text), Campaign.set_code)
    found = func.jsonb_path_query_first(Pack.definition, cast(_SET_PATH, JSONPATH), named, type_=JSONB)
    order_required = cast(found["conduct"]["order_required"].astext, Boolean)
    return (
        select(
            Campaign,
            Municipality.oktmo,
            found["title"].astext.label("title"),
            func.coalesce(order_required, false()).label("order_required"),
            is_municipality_visible.label("is_municipality_visible"),
            select(func.count()).where(participants, of_schools).scalar_subquery().label("schools"),
            select(Submission.object_code).where(participants, of_municipality).exists().label("is_municipality_asked"),
        )
        .join(Municipality, Municipality.id == Campaign.municipality_id)
        .join(Pack, and_(Pack.code == Campaign.pack_code, Pack.version == Campaign.pack_version))
        .where(or_(is_municipality_visible, takes_part.exists()))
    )


def _read(row: Row[*tuple[Any, ...]]) -> FoundCampaign:
    told = (row.oktmo, row.title, row.order_required, row.is_municipality_visible, row.schools)
    return FoundCampaign(row[0], *told, row.is_municipality_asked)
