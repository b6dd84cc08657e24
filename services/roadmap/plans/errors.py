"""Why a file is no plan, or none that a roadmap can be made of."""

from shared.errors import Invalid


class PlanNotFound(Invalid):
    """В файле нет таблицы мероприятий: нужна строка заголовка, где есть «Наименование мероприятия» и «Сроки»."""

    code = "plan-not-found"
    title = "The file holds no table of measures"


class PlanFormUnsupported(Invalid):
    """План принимается как CSV (text/csv), XLSX или DOCX: назовите тип файла в Content-Type."""

    code = "plan-form-unsupported"
    title = "Plans of this media type are not read"
    status = 415


class PlanTooLong(Invalid):
    """В файле слишком много мероприятий для одного плана. Разделите его на несколько."""

    code = "plan-too-long"
    title = "More measures than one roadmap may have"


class PlanFaulty(Invalid):
    """В файле есть замечания. Исправьте его или примите их (accept_issues=yes): сроки без дат останутся словами."""

    code = "plan-faulty"
    title = "The plan has issues"
