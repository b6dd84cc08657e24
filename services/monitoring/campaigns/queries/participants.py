"""Statements over who takes part: the rows of submissions that a campaign begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Row,
    Select,
    Text,
    Uuid,
    and_,
    any_,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.plan import Roll
from shared.listed_schools import select_listed_schools
from shared.models import Campaign, EvidenceDocument, Municipality, School, Submission, SubmissionValue
from shared.reference.categories import Category
from shared.reference.school_register import counted_on

_COLUMNS = ["municipality_id", "campaign_id", "level", "object_code", "state", "version", "updated_at"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which schools take part: those that count on the day (B55), of the rolls or of the codes where such are given."""

    day: date
    rolls: Sequence[Roll] | None = None
    codes: Sequence[str] | None = None


async def add_participants(
    session: AsyncSession, campaign: Campaign, chosen: Chosen, *, asks_municipality: bool
) -> int:
    """Begin the submissions of the chosen schools, and the municipality's where it is asked; return how many.

    Those that are there stay as they are.
    """
    takes_part = [_at_level("school", _choose(campaign, chosen))]
    if asks_municipality:
        itself = select(Municipality.oktmo.label("code")).where(Municipality.id == campaign.municipality_id)
        takes_part.append(_at_level("municipality", itself))
    participants = union_all(*takes_part).subquery("participants")
    rows = select(
        literal(campaign.municipality_id),
        literal(campaign.id, Uuid),
        participants.c.level,
        participants.c.code,
        literal("draft", Text),
        literal(1),
        func.now(),
    )
    statement = insert(Submission).from_select(_COLUMNS, rows).on_conflict_do_nothing()
    return len((await session.execute(statement.returning(Submission.object_code))).all())


async def list_misplaced_schools(
    session: AsyncSession, municipality_id: int, codes: Sequence[str], day: date
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return position (from 0) and `is_known` of codes that name no school of the municipality that counts then."""
    array = cast(list(codes), ARRAY(Text))
    given = func.unnest(array).table_valued("code", with_ordinality="position").render_derived(name="given")
    is_here = and_(School.municipality_id == municipality_id, School.code == given.c.code)
    statement = (
        select((given.c.position - 1).label("position"), School.code.is_not(None).label("is_known"))
        .join_from(given, School, is_here, isouter=True)
        .where(or_(School.code.is_(None), ~counted_on(day)))
        .order_by(given.c.position)
    )
    return (await session.execute(statement)).all()


async def list_answered_outside(session: AsyncSession, campaign: Campaign, chosen: Chosen) -> list[str]:
    """Return the schools that take part, are not among the chosen and have begun to answer; hold all such outsiders.

    Whoever saves an answer meanwhile waits for the lock, and finds its submission gone or the campaign unchanged.
    """
    outside = _outside(campaign, chosen)
    await session.execute(select(Submission.object_code).where(outside).with_for_update())
    itself = tuple_(Submission.municipality_id, Submission.campaign_id, Submission.level, Submission.object_code)
    given = [
        select(part.municipality_id)
        .where(tuple_(part.municipality_id, part.campaign_id, part.level, part.object_code) == itself)
        .exists()
        for part in (SubmissionValue, EvidenceDocument)
    ]
    answered = or_(Submission.first_submitted_at.is_not(None), *given)
    statement = select(Submission.object_code).where(outside, answered).order_by(Submission.object_code)
    return list(await session.scalars(statement))


async def remove_participants_outside(session: AsyncSession, campaign: Campaign, chosen: Chosen) -> int:
    """Remove the schools that are not among the chosen; return how many."""
    statement = delete(Submission).where(_outside(campaign, chosen)).returning(Submission.object_code)
    return len((await session.execute(statement)).all())


def _at_level(level: str, codes: Select[str]) -> Select[*tuple[Any, ...]]:
    found = codes.subquery(f"of_{level}")
    return select(literal(level, Text).label("level"), found.c.code)


def _choose(campaign: Campaign, chosen: Chosen) -> Select[str]:
    conditions: list[ColumnElement[bool]] = [School.municipality_id == campaign.municipality_id, counted_on(chosen.day)]
    if chosen.codes is not None:
        conditions.append(School.code == any_(cast(list(chosen.codes), ARRAY(Text))))
    if chosen.rolls is not None:
        conditions.append(or_(*[_is_on(roll) for roll in chosen.rolls]))
    return select(School.code).where(*conditions)


def _is_on(roll: Roll) -> ColumnElement[bool]:
    listed = select_listed_schools(roll.academic_year, categories=[Category(one) for one in roll.categories])
    return tuple_(School.municipality_id, School.code).in_(select(listed.c.municipality_id, listed.c.school_code))


def _outside(campaign: Campaign, chosen: Chosen) -> ColumnElement[bool]:
    return and_(
        Submission.municipality_id == campaign.municipality_id,
        Submission.campaign_id == campaign.id,
        Submission.level == "school",
        Submission.object_code.not_in(_choose(campaign, chosen)),
    )
