"""The cycle of a municipality and year: told, and printed."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.cycle import queries, rules
from services.roadmap.cycle.errors import CycleNotFound
from services.roadmap.cycle.queries import Question
from services.roadmap.cycle.rules import CycleFrame
from services.roadmap.cycle.schemas import CycleRead
from shared.clock import utc_now
from shared.documents.docx_writer import write_docx
from shared.documents.html_writer import write_html
from shared.local_days import find_local_day
from shared.models import Municipality
from shared.packs.definition import Pack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack_in_force
from shared.reference.academic_years import format_academic_year

WRITERS = {"docx": write_docx, "html": write_html}
_SIGNATORY = "Руководитель органа управления образованием"
"""Signs where no approved report says which post does."""


async def show_cycle(
    session: AsyncSession, municipality: Municipality, pack_code: str, academic_year: int
) -> CycleRead:
    """Return the stages of a pack's cycle with what confirms them; raise CycleNotFound."""
    return await _describe(session, municipality, await _get_pack(session, pack_code, academic_year), academic_year)


async def show_cycle_document(
    session: AsyncSession, municipality: Municipality, pack_code: str, academic_year: int, file_format: str
) -> bytes:
    """Return the table that a department hands in; raise CycleNotFound."""
    pack = await _get_pack(session, pack_code, academic_year)
    cycle = await _describe(session, municipality, pack, academic_year)
    known = await queries.find_letterhead(session, municipality.id)
    frame = CycleFrame(
        letterhead=(known and known.lines) or (municipality.name,),
        signatory=(known and known.signatory) or _SIGNATORY,
        dated_on=find_local_day(pack.timezone, utc_now()),
    )
    # Packing takes a moment: other requests go on meanwhile.
    return await asyncio.to_thread(WRITERS[file_format], rules.lay_out_cycle(cycle, frame))


async def _get_pack(session: AsyncSession, pack_code: str, academic_year: int) -> Pack:
    """Return the version in force for the year; raise CycleNotFound where it has no cycle."""
    stored = await find_pack_in_force(session, pack_code, academic_year)
    pack = parse_pack(stored.definition) if stored else None
    if pack is None or pack.roadmap is None or pack.roadmap.cycle is None:
        raise CycleNotFound
    return pack


async def _describe(session: AsyncSession, municipality: Municipality, pack: Pack, academic_year: int) -> CycleRead:
    if pack.roadmap is None or pack.roadmap.cycle is None:
        raise CycleNotFound
    cycle = pack.roadmap.cycle
    asked = Question(municipality.id, municipality.oktmo, municipality.region_code, academic_year)
    wanted = {finding for stage in cycle.stages for point in stage.points for finding in point.found_by}
    return CycleRead(
        municipality=municipality.oktmo,
        municipality_name=municipality.name,
        academic_year=format_academic_year(academic_year),
        pack=pack.code,
        pack_version=pack.version,
        pack_title=pack.title,
        title=cycle.title,
        source=cycle.source,
        stages=rules.assess_stages(cycle, await queries.find_evidence(session, asked, wanted)),
    )
