"""What is required, and what of it is missing."""

from typing import Any, TextIO

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.evidence import queries, rules
from services.monitoring.evidence.queries import Asked, GapFilters
from services.monitoring.evidence.schemas import (
    EvidenceContract,
    EvidenceCounts,
    ParticipantGaps,
    RequiredDocument,
    Requirement,
    RequirementRead,
)
from shared.access.principals import Principal
from shared.clock import utc_now
from shared.database.paging import Page, PageRequest
from shared.files.csv_writer import write_csv
from shared.models import Campaign

_HEADER = (
    *("level", "object_code", "object_name", "requirement", "kind", "title", "indicators", "reference_only"),
    *("state", "documents"),
)
_NONE = EvidenceCounts(required=0, missing=0, attached=0, accepted=0, returned=0, expired=0)


async def describe_contract(session: AsyncSession, principal: Principal, campaign: Campaign) -> EvidenceContract:
    """Return what a campaign asks for, with what became of it among the participants the caller sees."""
    asked = await _ask(session, principal, campaign)
    counted = await queries.count_requirements(session, asked)
    counts = {number: _read_counts(row) for number, row in counted.items()}
    shown = [
        RequirementRead.model_validate(
            {**_describe(one), "level": one.level, "source": one.source, "counts": counts.get(one.number, _NONE)}
        )
        for one in asked.requirements
    ]
    total = {name: sum(getattr(one, name) for one in counts.values()) for name in EvidenceCounts.model_fields}
    return EvidenceContract(counts=EvidenceCounts(**total), requirements=shown)


async def list_gaps(
    session: AsyncSession, principal: Principal, campaign: Campaign, wanted: GapFilters, page: PageRequest
) -> Page[ParticipantGaps]:
    """List participants with what is required of them and what became of it."""
    asked = await _ask(session, principal, campaign)
    by_number = {one.number: one for one in asked.requirements}
    found = await queries.list_participant_gaps(session, asked, wanted, page)
    return found.map(lambda row: _describe_gaps(row, by_number))


async def write_gaps(
    session: AsyncSession, principal: Principal, campaign: Campaign, wanted: GapFilters, target: TextIO
) -> None:
    """Write every requirement of every participant as a row of CSV."""
    asked = await _ask(session, principal, campaign)
    by_number = {one.number: one for one in asked.requirements}
    rows = []
    async for level, code, name, number, state, documents in queries.stream_gaps(session, asked, wanted):
        one = by_number[number]
        described = (one.kind.value, one.title, " ".join(one.indicators), "yes" if one.reference_only else "no")
        rows.append((level, code, name, number, *described, state, documents))
    write_csv(target, _HEADER, rows)


async def _ask(session: AsyncSession, principal: Principal, campaign: Campaign) -> Asked:
    requirements = rules.list_requirements(await queries.get_set(session, campaign))
    return Asked(principal, campaign, requirements, rules.find_due_day(campaign, utc_now()))


def _describe_gaps(row: Row[*tuple[Any, ...]], by_number: dict[int, Requirement]) -> ParticipantGaps:
    listed = [
        RequiredDocument.model_validate(
            {**_describe(by_number[cell["number"]]), "state": cell["state"], "documents": cell["documents"]}
        )
        for cell in row.listed
    ]
    return ParticipantGaps(
        level=row.level,
        object_code=row.object_code,
        object_name=row.object_name,
        counts=_read_counts(row),
        requirements=listed,
    )


def _describe(one: Requirement) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": one.kind,
        "title": one.title,
        "indicators": list(one.indicators),
        "reference_only": one.reference_only,
    }


def _read_counts(row: Row[*tuple[Any, ...]]) -> EvidenceCounts:
    return EvidenceCounts.model_validate({name: getattr(row, name) for name in EvidenceCounts.model_fields})
