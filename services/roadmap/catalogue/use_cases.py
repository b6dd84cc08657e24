"""Catalogue entries as people read them."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.catalogue import queries
from services.roadmap.catalogue.errors import CatalogueEntryNotFound
from services.roadmap.catalogue.schemas import (
    CatalogueEntry,
    CatalogueRead,
    OfferedCycle,
    OfferedMeasure,
    OfferedPlan,
    PrintedOrder,
)
from services.roadmap.programmes.rules import make_passport
from shared.database.paging import Page, PageRequest
from shared.models import Pack as StoredPack
from shared.packs.definition import Pack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack_in_force
from shared.reference.academic_years import format_academic_year
from shared.roadmaps.definition import Roadmaps
from shared.roadmaps.plans import MeasureDefinition, PlanDefinition, SupportMeasure
from shared.terms import PlanYear, parse_plan_year, read_term
from shared.terms.term import Term

_SAME = ("code", "number", "title", "items", "term", "responsible", "expected_result", "evidence", "after", "source")


async def list_catalogue(session: AsyncSession, academic_year: int, page: PageRequest) -> Page[CatalogueEntry]:
    """List the programmes that offer something to plan by, in the versions in force."""
    return (await queries.list_planning_packs(session, academic_year, page)).map(_count)


async def get_catalogue_entry(session: AsyncSession, pack_code: str, academic_year: int) -> CatalogueRead:
    """Return all that a programme offers in the version in force; raise CatalogueEntryNotFound."""
    stored = await find_pack_in_force(session, pack_code, academic_year)
    pack = parse_pack(stored.definition) if stored else None
    if pack is None or pack.roadmap is None:
        raise CatalogueEntryNotFound
    roadmap, year = pack.roadmap, format_academic_year(academic_year)
    order = roadmap.passport.order if roadmap.passport else None
    support = roadmap.support.measures if roadmap.support else ()
    return CatalogueRead(
        **_head(pack),
        academic_year=year,
        passport=make_passport(pack),
        order=PrintedOrder.model_validate(order) if order else None,
        plans=[_describe_plan(pack.code, plan) for plan in roadmap.plans],
        support=[_describe_measure(pack.code, measure, parse_plan_year(year)) for measure in support],
        cycle=OfferedCycle.model_validate(roadmap.cycle) if roadmap.cycle else None,
    )


def _count(stored: StoredPack) -> CatalogueEntry:
    pack = parse_pack(stored.definition)
    roadmap = pack.roadmap or Roadmaps()
    return CatalogueEntry(
        **_head(pack),
        plans=[plan.code for plan in roadmap.plans],
        tasks=len(roadmap.passport.tasks) if roadmap.passport else 0,
        measures=sum(len(plan.measures) for plan in roadmap.plans),
        support_measures=len(roadmap.support.measures) if roadmap.support else 0,
        stages=len(roadmap.cycle.stages) if roadmap.cycle else 0,
    )


def _head(pack: Pack) -> dict[str, Any]:
    programme = pack.programme
    return {
        "pack": pack.code,
        "pack_version": pack.version,
        "title": pack.title,
        "first_year": programme.first_year if programme else None,
        "last_year": programme.last_year if programme else None,
    }


def _describe_plan(pack_code: str, plan: PlanDefinition) -> OfferedPlan:
    year = parse_plan_year(plan.year)
    sections = [
        {
            "code": section.code,
            "title": section.title,
            "measures": [_describe_measure(pack_code, measure, year) for measure in section.measures],
        }
        for section in plan.sections
    ]
    same = ("code", "title", "year", "yearly", "starts_on", "ends_on", "parties", "source", "ambiguity")
    return OfferedPlan.model_validate({name: getattr(plan, name) for name in same} | {"sections": sections})


def _describe_measure(pack_code: str, measure: MeasureDefinition, year: PlanYear) -> OfferedMeasure:
    term = read_term(measure.term, year) if measure.term else None
    # A checked pack has no unreadable term.
    days = term if isinstance(term, Term) else Term(None, None)
    return OfferedMeasure.model_validate(
        {name: getattr(measure, name) for name in (*_SAME, "indicators", "ambiguity")}
        | {
            "starts_on": days.starts_on,
            "ends_on": days.ends_on,
            "recurrence": days.recurrence,
            "criteria": [f"{pack_code}/{path}" for path in measure.criteria],
            "deficits": [f"{pack_code}/{code}" for code in measure.deficits],
            "wording": measure.wording if isinstance(measure, SupportMeasure) else "source",
        }
    )
