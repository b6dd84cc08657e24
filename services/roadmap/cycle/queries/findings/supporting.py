"""What was done for schools: support actions, agreements with leading schools."""

from sqlalchemy import ColumnElement, and_, func

from services.roadmap.cycle.queries.questions import Dated, Question, Rows, join_text, name_by, tell
from services.roadmap.cycle.schemas import EvidenceKind
from shared.models import School, SupportAction
from shared.support.kinds import SupportKind

_KINDS = {
    SupportKind.advice: "Консультация",
    SupportKind.diagnostics: "Диагностика профессиональных дефицитов",
    SupportKind.teacher_route: "ИОМ педагога",
    SupportKind.network_association: "Сетевое методическое объединение",
    SupportKind.regional_active: "Региональный методический актив",
    SupportKind.event: "Мероприятие для педагогов",
    SupportKind.internship: "Стажировка",
    SupportKind.internship_site: "Стажировочная площадка",
    SupportKind.lead_school: "Школа-лидер по соглашению",
    SupportKind.landing: "Методический десант",
    SupportKind.school_programme: "Школьная программа повышения качества образования",
    SupportKind.pupil_plan: "ИОМ или ИУП обучающегося",
    SupportKind.tutoring: "Тьюторская поддержка обучающихся",
    SupportKind.mentoring_pair: "Наставнические пары обучающихся",
    SupportKind.extra_lessons: "Дополнительные занятия",
    SupportKind.prevention_system: "Внутришкольная система профилактики неуспешности",
    SupportKind.practice_spreading: "Распространение успешных практик",
    SupportKind.wellbeing_monitoring: "Мониторинг школьного благополучия",
}


def select_support(asked: Question) -> Rows:
    """Select the support actions of the year; withdrawn ones count for nothing."""
    title = join_text(
        name_by(SupportAction.kind, {kind.value: word for kind, word in _KINDS.items()}), ": ", School.name
    )
    paper = Dated(SupportAction.document_number, func.coalesce(SupportAction.document_date, SupportAction.starts_on))
    address = join_text("/roadmap/v1/support-actions/", SupportAction.id)
    return (
        tell(EvidenceKind.support_action, title, paper, address)
        .join_from(SupportAction, School, _is_school())
        .where(
            SupportAction.municipality_id == asked.municipality_id,
            SupportAction.academic_year == asked.academic_year,
            SupportAction.state == "recorded",
        )
    )


def select_lead_schools(asked: Question) -> Rows:
    """Select leading schools whose agreement is named (001: «оформлены договора о взаимодействии»)."""
    return select_support(asked).where(
        SupportAction.kind == SupportKind.lead_school.value, SupportAction.document_number.is_not(None)
    )


def _is_school() -> ColumnElement[bool]:
    return and_(School.municipality_id == SupportAction.municipality_id, School.code == SupportAction.school_code)
