"""Why a file is no plan."""

from shared.errors import Invalid


class PlanNotFound(Invalid):
    """В файле нет таблицы мероприятий: нужна строка заголовка, где есть «Наименование мероприятия» и «Сроки»."""

    code = "plan-not-found"
    title = "The file holds no table of measures"
