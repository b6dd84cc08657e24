"""A list in force gives every school that has none yet the draft of a support roadmap."""

from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.drafting import queries
from services.roadmap.drafting.queries import Drafting
from services.roadmap.drafting.rules import list_answers
from shared.clock import utc_now
from shared.packs.serialising import parse_pack
from shared.reference.academic_years import first_day_of

_log = structlog.get_logger()


async def draft_school_roadmaps(session: AsyncSession, list_id: UUID) -> None:
    """Draft a roadmap for every school of a list: one measure for each criterion it meets and each known deficit.

    Only where the list is in force (B13). A school that a list of this category and year has given a roadmap keeps
    that one: a superseding list drafts for new schools alone, and takes nothing away. Safe to run twice.
    """
    school_list = await queries.find_list(session, list_id)
    if school_list is None or school_list.state != "published":
        return
    year = school_list.academic_year
    drafting = Drafting(
        school_list,
        now=utc_now(),
        starts_on=first_day_of(year),
        ends_on=first_day_of(year + 1) - timedelta(days=1),
        # What reports of the year before and of this one have found is not forgotten yet.
        deficits_since=first_day_of(year - 1),
    )
    packs = [parse_pack(stored.definition) for stored in await queries.list_packs(session, drafting)]
    roadmaps = await queries.add_roadmaps(session, drafting, {(one.code, one.version): one.timezone for one in packs})
    answers = [row for pack in packs for row in list_answers(pack, year)]
    measures = await queries.add_measures(session, drafting, answers)
    await queries.record_drafts(session, drafting)
    await _log.ainfo("school roadmaps drafted", list_id=str(list_id), roadmaps=roadmaps, measures=measures)
