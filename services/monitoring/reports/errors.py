"""What can go wrong with reports."""

from shared.errors import Conflict, Invalid, NotFound


class ReportNotFound(NotFound):
    """Справка не найдена или недоступна вам. Проверьте её номер; школы видят справки после утверждения."""

    code = "report-not-found"
    title = "Report not found"


class ReportSubjectNotFound(NotFound):
    """Кампания или список для справки не найдены или недоступны вам. Проверьте номер и муниципалитет."""

    code = "report-subject-not-found"
    title = "What the report is about was not found"


class ReportNotDrafted(Conflict):
    """Справка ещё составляется. Подождите, пока её состояние станет drafted, и повторите."""

    code = "report-not-drafted"
    title = "The report has no draft yet"


class ReportFrozen(Conflict):
    """Справка утверждена и больше не меняется. Исправления внесите в следующую справку."""

    code = "report-frozen"
    title = "An approved report never changes"


class ReportNotApproved(Conflict):
    """Публикуют утверждённую справку, и только один раз. Сначала утвердите её."""

    code = "report-not-approved"
    title = "Only an approved report is published"


class ProtocolMissing(Conflict):
    """Программа требует, чтобы итоги рассмотрели на заседании. Внесите номер и дату протокола и повторите."""

    code = "protocol-missing"
    title = "The protocol of the meeting is missing"


class CampaignStillOpen(Conflict):
    """Кампания ещё не закрыта: ответы могут измениться. Дождитесь её окончания и повторите."""

    code = "campaign-still-open"
    title = "The campaign is not closed"


class ReportFileNotReady(Conflict):
    """Файл справки ещё готовится. Повторите через несколько секунд."""

    code = "report-file-not-ready"
    title = "The file is not rendered yet"


class SubjectUnsuitable(Invalid):
    """По этому списку или кампании такую справку не составляют. Проверьте вид справки и её основание."""

    code = "subject-unsuitable"
    title = "No such report of this"


class RecommendationUnknownSchool(Invalid):
    """Рекомендация названа для школы, которой в справке нет. Проверьте коды школ."""

    code = "recommendation-unknown-school"
    title = "A recommendation names a school outside the report"
