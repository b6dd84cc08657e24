"""What was planned: programmes, targets, roadmaps, their editions, proposals for the next year."""

from sqlalchemy import ColumnElement, and_, func

from services.roadmap.cycle.queries.questions import Dated, Question, Rows, join_text, local_day, name_by, tell
from services.roadmap.cycle.schemas import EvidenceKind
from shared.models import IndicatorTarget, MeasureProposal, Programme, Roadmap, RoadmapEdition

_CARRIED_OVER = ("undone", "no_effect")
_IN_FORCE = ("approved", "closed")


def select_programmes(asked: Question) -> Rows:
    """Select approved programmes whose calendar years meet the academic year."""
    address = join_text("/roadmap/v1/programmes/", Programme.id)
    paper = Dated(Programme.order_number, Programme.order_date)
    return tell(EvidenceKind.programme, Programme.title, paper, address).where(is_programme_of(asked))


def is_programme_of(asked: Question) -> ColumnElement[bool]:
    """Return the condition that a programme is approved and its years meet the academic year."""
    return and_(
        Programme.municipality_id == asked.municipality_id,
        Programme.state == "approved",
        Programme.first_year <= asked.academic_year + 1,
        Programme.last_year >= asked.academic_year,
    )


def select_targets(asked: Question) -> Rows:
    """Select targets of indicators for periods of the year."""
    title = join_text("Целевое значение показателя ", IndicatorTarget.indicator_code)
    address = join_text("/monitoring/v1/targets/", IndicatorTarget.id)
    return tell(EvidenceKind.target, title, Dated(period=IndicatorTarget.period), address).where(
        IndicatorTarget.municipality_id == asked.municipality_id, IndicatorTarget.period.in_(asked.periods)
    )


def select_roadmaps(asked: Question) -> Rows:
    """Select approved roadmaps of the municipality that go on in the year."""
    return _tell_roadmaps(asked).where(Roadmap.kind == "municipal")


def select_school_roadmaps(asked: Question) -> Rows:
    """Select approved roadmaps of schools that go on in the year."""
    return _tell_roadmaps(asked).where(Roadmap.kind == "school")


def select_amendments(asked: Question) -> Rows:
    """Select editions after the baseline of roadmaps that reach into the year, with their reasons (CAL-10)."""
    title = join_text(Roadmap.title, ", редакция ", RoadmapEdition.edition, ": ", RoadmapEdition.reason)
    day = local_day(Roadmap.timezone, RoadmapEdition.created_at)
    paper = Dated(RoadmapEdition.order_number, func.coalesce(RoadmapEdition.order_date, day))
    address = join_text("/roadmap/v1/roadmaps/", Roadmap.id, "/editions")
    return (
        tell(EvidenceKind.edition, title, paper, address)
        .join_from(RoadmapEdition, Roadmap, _is_roadmap_of_edition())
        .where(
            RoadmapEdition.municipality_id == asked.municipality_id,
            RoadmapEdition.edition > 1,
            asked.meets_span(Roadmap.starts_on, Roadmap.ends_on),
        )
    )


def select_decided_proposals(asked: Question) -> Rows:
    """Select what people decided to carry over, or not, into the plan of the year after (CAL-10, CAL-14)."""
    paper = Dated(on=func.timezone("UTC", MeasureProposal.decided_at))
    decided = name_by(MeasureProposal.state, {"accepted": "принято", "declined": "отклонено"})
    title = join_text("Предложение в план: «", MeasureProposal.content["title"].astext, "», ", decided)
    address = join_text("/roadmap/v1/proposals/", MeasureProposal.id)
    return tell(EvidenceKind.proposal, title, paper, address).where(
        MeasureProposal.municipality_id == asked.municipality_id,
        MeasureProposal.source.in_(_CARRIED_OVER),
        MeasureProposal.state != "proposed",
        MeasureProposal.year == asked.academic_year + 1,
    )


def _tell_roadmaps(asked: Question) -> Rows:
    address = join_text("/roadmap/v1/roadmaps/", Roadmap.id)
    paper = Dated(Roadmap.order_number, Roadmap.order_date)
    return tell(EvidenceKind.roadmap, Roadmap.title, paper, address).where(
        Roadmap.municipality_id == asked.municipality_id,
        Roadmap.state.in_(_IN_FORCE),
        asked.meets_span(Roadmap.starts_on, Roadmap.ends_on),
    )


def _is_roadmap_of_edition() -> ColumnElement[bool]:
    return (Roadmap.municipality_id == RoadmapEdition.municipality_id) & (Roadmap.id == RoadmapEdition.roadmap_id)
