"""What a support action may be: kinds with their official terms, and the words that narrow them down."""

from enum import StrEnum


class SupportKind(StrEnum):
    """A kind of support action; the Russian words are the official term (002 §2.3.3, §4.3; 004 §2.3–2.5)."""

    advice = "advice"
    """консультация"""
    diagnostics = "diagnostics"
    """диагностика профессиональных дефицитов"""
    teacher_route = "teacher_route"
    """индивидуальный образовательный маршрут (ИОМ) педагога; a pupil's is another thing (B56)"""
    network_association = "network_association"
    """сетевое (региональное) или городское методическое объединение"""
    regional_active = "regional_active"
    """региональный методический актив (РМА)"""
    event = "event"
    """мероприятие, направленное на развитие профессионального мастерства"""
    internship = "internship"
    """стажировка"""
    internship_site = "internship_site"
    """стажировочная площадка"""
    lead_school = "lead_school"
    """школа-лидер по соглашению"""
    landing = "landing"
    """методический десант"""
    school_programme = "school_programme"
    """школьная программа повышения качества образования (ШППКО)"""
    pupil_plan = "pupil_plan"
    """индивидуальный маршрут или учебный план обучающегося (ИОМ, ИУП)"""
    tutoring = "tutoring"
    """тьюторская поддержка обучающихся"""
    mentoring_pair = "mentoring_pair"
    """наставнические пары обучающихся"""
    extra_lessons = "extra_lessons"
    """дополнительные занятия"""
    prevention_system = "prevention_system"
    """внутришкольная система профилактики учебной неуспешности"""
    practice_spreading = "practice_spreading"
    """распространение успешных педагогических практик"""
    wellbeing_monitoring = "wellbeing_monitoring"
    """мониторинг школьного благополучия"""


class DiagnosticsKind(StrEnum):
    """Which deficits a diagnostics looks for (B28)."""

    subject = "subject"
    """предметные"""
    methodical = "methodical"
    """методические"""
    psychological = "psychological"
    """психолого-педагогические"""


class SupportLevel(StrEnum):
    """Whose event, association or site it is."""

    municipal = "municipal"
    """муниципальный, межмуниципальный, городской"""
    regional = "regional"
    """региональный"""
    federal = "federal"
    """федеральный"""


class ProductiveForm(StrEnum):
    """How a school took a productive part in an event (002 §2.3.3, показатель 6)."""

    talk = "talk"
    """выступление"""
    article = "article"
    """статья"""
    lesson = "lesson"
    """открытый урок, мастер-класс"""
    other = "other"
    """иное продуктивное участие"""


class PersonRole(StrEnum):
    """As whom a person was supported."""

    teacher = "teacher"
    """педагог"""
    leader = "leader"
    """руководитель, член управленческой команды"""
    pupil = "pupil"
    """обучающийся"""


LEVELS: dict[SupportKind, tuple[SupportLevel, ...]] = {
    SupportKind.network_association: (SupportLevel.municipal, SupportLevel.regional),
    SupportKind.event: tuple(SupportLevel),
    SupportKind.internship_site: (SupportLevel.municipal, SupportLevel.regional),
}
"""Kinds that say whose they are, and what may be said; no other kind has a level."""
NAMING_PUPILS = frozenset({SupportKind.pupil_plan, SupportKind.tutoring, SupportKind.mentoring_pair})
"""Kinds whose documents name pupils: number and date are kept, never the document itself (B58)."""
