"""Statements over proposals themselves."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.proposals.schemas import ProposalSource, ProposalState
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.clock import utc_now
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import MeasureProposal, Municipality, Report, School


@dataclass(frozen=True, slots=True)
class FoundProposal:
    """A proposal with the names of what it is for."""

    proposal: MeasureProposal
    oktmo: str
    printed_code: str | None


@dataclass(frozen=True, slots=True)
class ProposalFilters:
    """Which proposals are wanted; what is None is not asked."""

    municipality: str | None = None
    school_code: str | None = None
    source: ProposalSource | None = None
    academic_year: int | None = None
    state: ProposalState | None = None


async def find_visible_proposal(
    session: AsyncSession, principal: Principal, proposal_id: UUID, *, locked: bool = False
) -> FoundProposal | None:
    """Return a proposal to one of the principal's municipalities or schools, locked if asked."""
    statement = _visible_proposals(principal).where(MeasureProposal.id == proposal_id)
    if locked:
        statement = statement.with_for_update(of=MeasureProposal).execution_options(populate_existing=True)
    row = (await session.execute(statement)).one_or_none()
    return _read(row) if row else None


async def list_proposals(
    session: AsyncSession, principal: Principal, wanted: ProposalFilters, page: PageRequest
) -> Page[FoundProposal]:
    """List the proposals a principal sees, latest first."""
    filters = {
        Municipality.oktmo: wanted.municipality,
        MeasureProposal.school_code: wanted.school_code,
        MeasureProposal.source: wanted.source.value if wanted.source else None,
        MeasureProposal.year: wanted.academic_year,
        MeasureProposal.state: wanted.state.value if wanted.state else None,
    }
    conditions = [column == value for column, value in filters.items() if value is not None]
    statement = _visible_proposals(principal).where(*conditions)
    keys = [descending(MeasureProposal.created_at), descending(MeasureProposal.id)]
    rows = await fetch_page(session, statement, keys, page)
    found: Page[FoundProposal] = rows.map(_read)
    return found


async def find_report(session: AsyncSession, report_id: UUID) -> Report | None:
    """Return a report whoever asks: for jobs."""
    return (await session.scalars(select(Report).where(Report.id == report_id))).one_or_none()


async def find_visible_municipality(session: AsyncSession, principal: Principal, oktmo: str) -> Municipality | None:
    """Return a municipality that is the principal's as a whole; None otherwise."""
    statement = select(Municipality).where(Municipality.oktmo == oktmo, visible_to(principal, Municipality.id))
    return (await session.scalars(statement)).one_or_none()


async def store_decision(session: AsyncSession, proposal: MeasureProposal, decision: dict[str, Any]) -> None:
    """Write what people decided on a locked proposal."""
    same = (MeasureProposal.municipality_id == proposal.municipality_id) & (MeasureProposal.id == proposal.id)
    values = decision | {"decided_at": utc_now(), "version": proposal.version + 1}
    await session.execute(update(MeasureProposal).where(same).values(values))
    await session.refresh(proposal)


def _visible_proposals(principal: Principal) -> Select[*tuple[Any, ...]]:
    same_school = and_(
        School.municipality_id == MeasureProposal.municipality_id, School.code == MeasureProposal.school_code
    )
    return (
        select(MeasureProposal, Municipality.oktmo, School.printed_code)
        .join(Municipality, Municipality.id == MeasureProposal.municipality_id)
        .outerjoin(School, same_school)
        .where(visible_to(principal, MeasureProposal.municipality_id, MeasureProposal.school_code))
    )


def _read(row: Row[*tuple[Any, ...]]) -> FoundProposal:
    return FoundProposal(row[0], row[1], row[2])
