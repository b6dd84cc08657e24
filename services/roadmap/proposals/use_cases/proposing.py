"""Where proposals come from: published reports, and the plans of a year that ends."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.proposals import queries
from services.roadmap.proposals.queries import Proposing
from services.roadmap.proposals.rules import find_proposed_year
from services.roadmap.proposals.schemas import CarryOver, CarryOverRead
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.models import Municipality
from shared.reference.academic_years import format_academic_year, parse_academic_year


async def propose_measures(session: AsyncSession, report_id: UUID) -> None:
    """Propose every recommendation of a published report to every school it names; safe to run twice."""
    report = await queries.find_report(session, report_id)
    if report is None or report.state != "published":
        return
    year = find_proposed_year(report)
    await queries.add_recommended(session, report, Proposing(report.municipality_id, "recommendation", year, utc_now()))


async def carry_measures_over(
    session: AsyncSession, wanted: CarryOver, municipality: Municipality, client_id: UUID
) -> CarryOverRead:
    """Propose for the next year what was not done, and what was done while the criterion is still met.

    Safe to repeat: what was proposed before stays as it is, decided or not.
    """
    year = parse_academic_year(wanted.academic_year) + 1
    undone, no_effect = (
        Proposing(municipality.id, source, year, utc_now(), client_id) for source in ("undone", "no_effect")
    )
    counted = CarryOverRead(
        municipality=municipality.oktmo,
        academic_year=wanted.academic_year,
        proposed_for=format_academic_year(year),
        undone=await queries.add_undone(session, undone),
        no_effect=await queries.add_no_effect(session, no_effect),
    )
    key = f"{municipality.oktmo}/{wanted.academic_year}"
    changed = Changed("carry_over", key, "created", municipality_id=municipality.id)
    await record_change(session, changed, client_id)
    return counted
