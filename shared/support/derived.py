"""What indicators derive from support actions and measures instead of asking: elements that belong to no pack."""

from enum import StrEnum

from shared.support.counting import Ground
from shared.support.kinds import DiagnosticsKind, PersonRole, SupportKind, SupportLevel


class DerivedElement(StrEnum):
    """An element that schools need not answer where records are; monitoring.yaml names it as `support`."""

    supported_teachers = "supported_teachers"
    """Teachers with advice, methodical and other support (002 2.3.3.1; 004 §2.4, строка 1)."""
    diagnostics = "diagnostics"
    """Teachers with any kind of diagnostics, each once (B28)."""
    diagnostics_subject = "diagnostics_subject"
    diagnostics_methodical = "diagnostics_methodical"
    diagnostics_psychological = "diagnostics_psychological"
    regional_networks = "regional_networks"
    municipal_networks = "municipal_networks"
    regional_active = "regional_active"
    teacher_routes = "teacher_routes"
    events = "events"
    productive_events = "productive_events"
    internships = "internships"
    """Teachers and leaders (004 §2.4, строка 8)."""
    municipal_internship_site = "municipal_internship_site"
    regional_internship_site = "regional_internship_site"
    lead_school = "lead_school"
    landing = "landing"
    school_programme = "school_programme"
    wellbeing_monitoring = "wellbeing_monitoring"
    prevention_system = "prevention_system"
    pupil_plans = "pupil_plans"
    tutoring = "tutoring"
    extra_lessons = "extra_lessons"
    practice_spreading = "practice_spreading"
    risk_prevention = "risk_prevention"
    """An approved roadmap of the school, or a measure of its own for a found factor (B42)."""


# What reaches teachers beside finding out what they lack: diagnostics is counted by a row of its own.
_SUPPORTING = (
    SupportKind.advice,
    SupportKind.teacher_route,
    SupportKind.network_association,
    SupportKind.regional_active,
    SupportKind.event,
    SupportKind.internship,
    SupportKind.lead_school,
    SupportKind.landing,
)
_TEACHER, _PUPIL = PersonRole.teacher, PersonRole.pupil
_E, _K = DerivedElement, SupportKind

GROUNDS: tuple[Ground, ...] = (
    *(Ground(_E.supported_teachers, kind, _TEACHER) for kind in _SUPPORTING),
    Ground(_E.diagnostics, _K.diagnostics, _TEACHER),
    *(Ground(f"diagnostics_{kind}", _K.diagnostics, _TEACHER, subkind=kind) for kind in DiagnosticsKind),
    Ground(_E.regional_networks, _K.network_association, _TEACHER, level=SupportLevel.regional),
    Ground(_E.municipal_networks, _K.network_association, _TEACHER, level=SupportLevel.municipal),
    Ground(_E.regional_active, _K.regional_active, _TEACHER),
    Ground(_E.teacher_routes, _K.teacher_route, _TEACHER),
    Ground(_E.events, _K.event, _TEACHER),
    Ground(_E.productive_events, _K.event, is_productive=True),
    *(Ground(_E.internships, _K.internship, role) for role in (_TEACHER, PersonRole.leader)),
    Ground(_E.municipal_internship_site, _K.internship_site, level=SupportLevel.municipal),
    Ground(_E.regional_internship_site, _K.internship_site, level=SupportLevel.regional),
    Ground(_E.lead_school, _K.lead_school),
    Ground(_E.landing, _K.landing),
    Ground(_E.school_programme, _K.school_programme),
    Ground(_E.wellbeing_monitoring, _K.wellbeing_monitoring),
    Ground(_E.prevention_system, _K.prevention_system),
    Ground(_E.pupil_plans, _K.pupil_plan, _PUPIL),
    Ground(_E.tutoring, _K.tutoring),
    Ground(_E.extra_lessons, _K.extra_lessons, _PUPIL),
    Ground(_E.practice_spreading, _K.practice_spreading),
)
"""Which actions each element stands on; `risk_prevention` stands on roadmaps instead."""

COUNTS_PERSONS = frozenset(ground.element for ground in GROUNDS if ground.role is not None)
"""Elements that have a share; the others are answers: yes where there is such an action."""
