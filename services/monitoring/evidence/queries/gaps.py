"""One statement that lays what is required of every participant beside what it attached."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    Boolean,
    ColumnElement,
    Row,
    Select,
    SmallInteger,
    Text,
    and_,
    case,
    column,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import TableValuedAlias

from services.monitoring.evidence.schemas import EvidenceLevel, Requirement, RequirementState
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Campaign, EvidenceDocument, Municipality, School, Submission, SubmissionValue

COUNTED = tuple(state for state in RequirementState if state is not RequirementState.not_required)
"""States that count as required."""


@dataclass(frozen=True, slots=True)
class GapFilters:
    """Which gaps are wanted; what is None is not asked."""

    object_code: str | None = None
    level: EvidenceLevel | None = None
    states: frozenset[RequirementState] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks of which campaign, what it requires, and until when a document must be valid."""

    principal: Principal
    campaign: Campaign
    requirements: Sequence[Requirement]
    due_on: date


async def list_participant_gaps(
    session: AsyncSession, asked: Asked, wanted: GapFilters, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List participants with names, counts by state, and the requirements in the wanted states, by level and code."""
    cell = _join_requirements(asked)
    is_wanted = _is_wanted(cell, wanted)
    listed = func.jsonb_agg(
        aggregate_order_by(
            func.jsonb_build_object("number", cell.c.number, "state", cell.c.state, "documents", cell.c.documents),
            cell.c.number,
        )
    ).filter(is_wanted)
    name = func.coalesce(func.max(School.name), func.max(Municipality.name)).label("object_name")
    columns = (Submission.level, Submission.object_code, name, *_counts(cell), listed.label("listed"))
    statement = (
        _participants(asked, select(*columns))
        .join(cell, and_(cell.c.level == Submission.level, cell.c.object_code == Submission.object_code))
        .where(*_of_participants(wanted))
        .group_by(Submission.municipality_id, Submission.campaign_id, Submission.level, Submission.object_code)
        .having(func.bool_or(is_wanted))
    )
    return await fetch_page(session, statement, [ascending(Submission.level), ascending(Submission.object_code)], page)


async def stream_gaps(session: AsyncSession, asked: Asked, wanted: GapFilters) -> AsyncIterator[Row[*tuple[Any, ...]]]:
    """Yield participant, name, requirement, state and number of documents, row by row, by participant."""
    cell = _join_requirements(asked)
    name = func.coalesce(School.name, Municipality.name)
    documents = func.jsonb_array_length(cell.c.documents)
    statement = (
        _participants(
            asked, select(Submission.level, Submission.object_code, name, cell.c.number, cell.c.state, documents)
        )
        .join(cell, and_(cell.c.level == Submission.level, cell.c.object_code == Submission.object_code))
        .where(*_of_participants(wanted), _is_wanted(cell, wanted))
        .order_by(Submission.level, Submission.object_code, cell.c.number)
    )
    async for row in await session.stream(statement):
        yield row


async def count_requirements(session: AsyncSession, asked: Asked) -> dict[int, Row[*tuple[Any, ...]]]:
    """Count by requirement what became of it among the participants the caller sees."""
    cell = _join_requirements(asked)
    statement = select(cell.c.number, *_counts(cell)).group_by(cell.c.number)
    return {row.number: row for row in await session.execute(statement)}


def _join_requirements(asked: Asked) -> CTE:
    """Return every requirement of every participant the caller sees, with its state and the documents for it."""
    required = _list_required(asked.requirements)
    exempted, documented = _find_exempted(asked, required), _find_documented(asked)
    same_exempted = and_(
        exempted.c.level == Submission.level,
        exempted.c.object_code == Submission.object_code,
        exempted.c.number == required.c.number,
    )
    same_documented = and_(
        documented.c.level == Submission.level,
        documented.c.object_code == Submission.object_code,
        documented.c.number == required.c.number,
    )
    state = case(
        (exempted.c.number.is_not(None), RequirementState.not_required.value),
        (documented.c.is_accepted, RequirementState.accepted.value),
        (documented.c.is_attached, RequirementState.attached.value),
        (documented.c.is_returned, RequirementState.returned.value),
        (documented.c.is_expired, RequirementState.expired.value),
        else_=RequirementState.missing.value,
    )
    documents = func.coalesce(documented.c.documents, type_coerce([], JSONB))
    return (
        select(
            Submission.level,
            Submission.object_code,
            required.c.number,
            state.label("state"),
            documents.label("documents"),
        )
        .join(required, required.c.level == Submission.level)
        .outerjoin(exempted, same_exempted)
        .outerjoin(documented, same_documented)
        .where(*_visible(asked))
        .cte("cell")
    )


def _list_required(requirements: Sequence[Requirement]) -> TableValuedAlias:
    given = [
        {"number": one.number, "level": one.level, "exempting": one.exempting, "size": len(one.exempting)}
        for one in requirements
    ]
    columns = (
        *(column("number", SmallInteger), column("level", Text)),
        *(column("exempting", JSONB), column("size", SmallInteger)),
    )
    named = func.jsonb_to_recordset(type_coerce(given, JSONB)).table_valued(*columns)
    return named.render_derived(name="required", with_types=True)


def _find_exempted(asked: Asked, required: TableValuedAlias) -> CTE:
    """Return the requirements whose every indicator is answered so that nothing is left to confirm."""
    value = SubmissionValue
    exempting = type_coerce(required.c.exempting.op("->")(value.element_code), JSONB)
    asks_of_it = and_(required.c.level == value.level, required.c.exempting.has_key(value.element_code))
    return (
        select(value.level, value.object_code, required.c.number)
        .join(required, asks_of_it)
        .where(
            value.municipality_id == asked.campaign.municipality_id,
            value.campaign_id == asked.campaign.id,
            exempting.has_key(value.answer),
        )
        .group_by(value.level, value.object_code, required.c.number, required.c.size)
        .having(func.count() == required.c.size)
        .cte("exempted")
    )


def _find_documented(asked: Asked) -> CTE:
    """Return what was attached for which requirement; a document without file, link or reason for none is nothing."""
    document = EvidenceDocument
    number = func.unnest(document.requirements).table_valued(column("number", SmallInteger)).render_derived("answered")
    is_valid = func.coalesce(document.valid_until >= asked.due_on, true())
    states = {
        "is_accepted": and_(document.state == "accepted", is_valid),
        "is_attached": and_(document.state == "attached", is_valid),
        "is_returned": document.state == "returned",
        "is_expired": ~is_valid,
    }
    documents = func.jsonb_agg(aggregate_order_by(document.id, document.created_at, document.id))
    return (
        select(
            document.level,
            document.object_code,
            number.c.number,
            *(func.bool_or(condition).label(name) for name, condition in states.items()),
            documents.label("documents"),
        )
        .join(number, true())
        .where(
            document.municipality_id == asked.campaign.municipality_id,
            document.campaign_id == asked.campaign.id,
            document.state != "withdrawn",
            or_(document.sha256.is_not(None), document.link.is_not(None), document.reference_only),
        )
        .group_by(document.level, document.object_code, number.c.number)
        .cte("documented")
    )


def _participants(asked: Asked, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Select from the participants the caller sees, with the names of schools and municipality."""
    is_school = and_(Submission.level == "school", School.code == Submission.object_code)
    return (
        statement.select_from(Submission)
        .join(Municipality, Municipality.id == Submission.municipality_id)
        .outerjoin(School, and_(School.municipality_id == Submission.municipality_id, is_school))
        .where(*_visible(asked))
    )


def _visible(asked: Asked) -> list[ColumnElement[bool]]:
    return [
        Submission.municipality_id == asked.campaign.municipality_id,
        Submission.campaign_id == asked.campaign.id,
        visible_to(asked.principal, Submission.municipality_id, Submission.object_code),
    ]


def _of_participants(wanted: GapFilters) -> list[ColumnElement[bool]]:
    asked = {Submission.object_code: wanted.object_code, Submission.level: wanted.level}
    return [name == value for name, value in asked.items() if value is not None]


def _is_wanted(cell: CTE, wanted: GapFilters) -> ColumnElement[bool]:
    if wanted.states is None:
        return literal(True, Boolean)  # noqa: FBT003  # a constant of SQL
    return cell.c.state.in_(sorted(state.value for state in wanted.states))


def _counts(cell: CTE) -> list[ColumnElement[int]]:
    counted = [func.count().filter(cell.c.state == state.value).label(state.value) for state in COUNTED]
    required = cell.c.state != RequirementState.not_required.value
    return [func.count().filter(required).label("required"), *counted]
