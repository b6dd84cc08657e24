"""What can go wrong with submissions."""

from shared.errors import Conflict, Invalid, NotFound


class SubmissionNotFound(NotFound):
    """Такого участника в этой кампании нет, или он недоступен вам. Проверьте код школы или ОКТМО."""

    code = "submission-not-found"
    title = "Submission not found"


class AnswersClosed(Conflict):
    """Ответы этой кампании сейчас не меняются: она ещё не открыта или её итоги уже подведены."""

    code = "answers-closed"
    title = "The campaign takes no answers now"


class SubmissionNotEditable(Conflict):
    """Ответ уже отправлен или принят, правка закрыта. Попросите вернуть его на доработку."""

    code = "submission-not-editable"
    title = "The submission has left the draft"


class SubmissionNotSubmitted(Conflict):
    """Решать пока не о чем: принимают отправленный ответ, возвращают отправленный или принятый."""

    code = "submission-not-submitted"
    title = "The submission does not wait for this decision"


class SubmissionFaulty(Conflict):
    """Ответ не отправлен: исправьте ошибки, ответьте на все вопросы и поясните предупреждения."""

    code = "submission-faulty"
    title = "The submission has faults"


class ValuesRefused(Invalid):
    """Ответ не сохранён: в нём названо то, чего в этой форме не спрашивают, или одно и то же дважды."""

    code = "values-refused"
    title = "Values that this form does not ask for"
