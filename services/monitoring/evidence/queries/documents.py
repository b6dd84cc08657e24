"""Statements over documents, their files and their participants."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, and_, cast, func, select
from sqlalchemy.dialects.postgresql import JSONPATH
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.evidence.schemas import EvidenceState
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.indicators.definition import IndicatorSet
from shared.indicators.documents import Document
from shared.models import Campaign, EvidenceDocument, Pack, StoredFile, Submission

_SET_PATH = "$.monitoring.sets[*] ? (@.code == $code)"


@dataclass(frozen=True, slots=True)
class FoundEvidence:
    """A document, its file if it has one, and whether the caller sees its whole municipality."""

    document: EvidenceDocument
    file: StoredFile | None
    conducts: bool


@dataclass(frozen=True, slots=True)
class EvidenceFilters:
    """Which documents are wanted; what is None is not asked."""

    object_code: str | None = None
    state: EvidenceState | None = None
    kind: Document | None = None
    indicator: str | None = None
    requirement: int | None = None


async def get_set(session: AsyncSession, campaign: Campaign) -> IndicatorSet:
    """Return the set of indicators by which a campaign is carried out."""
    named = func.jsonb_build_object("code", campaign.set_code)
    found = func.jsonb_path_query_first(Pack.definition, cast(_SET_PATH, JSONPATH), named)
    statement = select(found).where(Pack.code == campaign.pack_code, Pack.version == campaign.pack_version)
    return IndicatorSet.model_validate((await session.execute(statement)).scalar_one())


async def hold_campaign(session: AsyncSession, campaign: Campaign) -> None:
    """Keep the campaign in the state it has until the transaction ends; others may do so at the same time."""
    await session.refresh(campaign, with_for_update={"read": True})


async def find_visible_participant(
    session: AsyncSession, principal: Principal, campaign: Campaign, object_code: str
) -> Submission | None:
    """Return a participant of the caller's territories, kept there until the transaction ends."""
    statement = (
        select(Submission)
        .where(
            Submission.municipality_id == campaign.municipality_id,
            Submission.campaign_id == campaign.id,
            Submission.object_code == object_code,
            # A ОКТМО is no code of a school: a school sees nothing of the municipality's own.
            visible_to(principal, Submission.municipality_id, Submission.object_code),
        )
        .with_for_update(key_share=True, read=True)
    )
    return (await session.scalars(statement)).one_or_none()


async def add_document(session: AsyncSession, document: EvidenceDocument) -> None:
    """Write a new document."""
    session.add(document)
    await session.flush()


async def find_visible_document(
    session: AsyncSession, principal: Principal, campaign: Campaign, document_id: UUID, *, locked: bool = False
) -> FoundEvidence | None:
    """Return a document of a campaign; locked against other edits if asked."""
    statement = _visible_documents(principal, campaign).where(EvidenceDocument.id == document_id)
    if locked:
        statement = statement.with_for_update(of=EvidenceDocument).execution_options(populate_existing=True)
    row = (await session.execute(statement)).one_or_none()
    return None if row is None else FoundEvidence(*row)


async def list_documents(
    session: AsyncSession, principal: Principal, campaign: Campaign, wanted: EvidenceFilters, page: PageRequest
) -> Page[FoundEvidence]:
    """List the documents of a campaign by participant, in the order in which they came."""
    statement = _visible_documents(principal, campaign)
    if wanted.object_code is not None:
        statement = statement.where(EvidenceDocument.object_code == wanted.object_code)
    if wanted.state is not None:
        statement = statement.where(EvidenceDocument.state == wanted.state.value)
    if wanted.kind is not None:
        statement = statement.where(EvidenceDocument.kind == wanted.kind.value)
    if wanted.indicator is not None:
        statement = statement.where(EvidenceDocument.indicators.contains([wanted.indicator]))
    if wanted.requirement is not None:
        statement = statement.where(EvidenceDocument.requirements.contains([wanted.requirement]))
    keys = [EvidenceDocument.level, EvidenceDocument.object_code, EvidenceDocument.created_at, EvidenceDocument.id]
    found = await fetch_page(session, statement, [ascending(key) for key in keys], page)
    return found.map(lambda row: FoundEvidence(*row[:3]))


def _visible_documents(principal: Principal, campaign: Campaign) -> Select[EvidenceDocument, StoredFile | None, bool]:
    same_file = and_(
        StoredFile.municipality_id == EvidenceDocument.municipality_id, StoredFile.sha256 == EvidenceDocument.sha256
    )
    conducts = visible_to(principal, EvidenceDocument.municipality_id)
    return (
        select(EvidenceDocument, StoredFile, conducts.label("conducts"))
        .outerjoin(StoredFile, same_file)
        .where(
            EvidenceDocument.municipality_id == campaign.municipality_id,
            EvidenceDocument.campaign_id == campaign.id,
            visible_to(principal, EvidenceDocument.municipality_id, EvidenceDocument.object_code),
        )
    )
