"""What was done and decided: measures, orders of the department and of schools."""

from sqlalchemy import Date, and_, cast, func

from services.roadmap.cycle.queries.questions import Dated, Question, Rows, join_text, tell
from services.roadmap.cycle.schemas import EvidenceKind
from shared.indicators.documents import Document
from shared.models import Decision, Measure, MeasureDocument, MeasureTask

_STANDING = ("issued", "checked")


def select_measures_done(asked: Question) -> Rows:
    """Select measures of which tasks were done in the year, and how many tasks."""
    is_of_measure = and_(MeasureTask.municipality_id == Measure.municipality_id, MeasureTask.measure_id == Measure.id)
    address = join_text("/roadmap/v1/roadmaps/", Measure.roadmap_id, "/measures/", Measure.id)
    return (
        tell(
            EvidenceKind.measure,
            Measure.title,
            Dated(on=func.max(MeasureTask.done_on)),
            address,
            func.count(),
        )
        .join_from(Measure, MeasureTask, is_of_measure)
        .where(
            Measure.municipality_id == asked.municipality_id,
            MeasureTask.state == "done",
            asked.holds_day(MeasureTask.done_on),
        )
        .group_by(Measure.municipality_id, Measure.id)
    )


def select_agreements_of_tasks(asked: Question) -> Rows:
    """Select agreements that were attached to tasks in the year (001: «оформлены договора о взаимодействии»)."""
    address = join_text("/roadmap/v1/tasks/", MeasureDocument.task_id, "/documents/", MeasureDocument.id)
    day = func.coalesce(MeasureDocument.issued_on, cast(func.timezone("UTC", MeasureDocument.created_at), Date))
    return tell(EvidenceKind.document, MeasureDocument.title, Dated(MeasureDocument.number, day), address).where(
        MeasureDocument.municipality_id == asked.municipality_id,
        MeasureDocument.kind == Document.agreement.value,
        MeasureDocument.state == "attached",
        asked.holds_day(day),
    )


def select_decisions(asked: Question) -> Rows:
    """Select orders of the department on a stated basis."""
    return _tell_decisions(asked).where(Decision.school_code.is_(None))


def select_school_decisions(asked: Question) -> Rows:
    """Select orders of schools: «Приказы ОО о принятых управленческих решениях» (000)."""
    return _tell_decisions(asked).where(Decision.school_code.is_not(None))


def _tell_decisions(asked: Question) -> Rows:
    address = join_text("/roadmap/v1/decisions/", Decision.id)
    return tell(
        EvidenceKind.decision, Decision.title, Dated(Decision.order_number, Decision.order_date), address
    ).where(
        Decision.municipality_id == asked.municipality_id,
        Decision.state.in_(_STANDING),
        asked.holds_day(Decision.order_date),
    )
