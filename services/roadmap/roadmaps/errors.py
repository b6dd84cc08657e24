"""What can go wrong with roadmaps."""

from shared.errors import Conflict, Invalid, NotFound


class RoadmapNotFound(NotFound):
    """Дорожная карта не найдена или недоступна вам. Проверьте её номер."""

    code = "roadmap-not-found"
    title = "Roadmap not found"


class MeasureNotFound(NotFound):
    """Такого мероприятия в дорожной карте нет. Проверьте его номер."""

    code = "measure-not-found"
    title = "Measure not found"


class EditionNotFound(NotFound):
    """Такой редакции у дорожной карты нет. Редакции считаются с 1 и появляются с утверждением."""

    code = "edition-not-found"
    title = "Edition not found"


class RoadmapNotDraft(Conflict):
    """Дорожная карта уже утверждена. Внесите изменение с обоснованием (amendments) вместо правки черновика."""

    code = "roadmap-not-draft"
    title = "The roadmap is no draft any more"


class RoadmapNotApproved(Conflict):
    """Изменять с обоснованием и закрывать можно утверждённую дорожную карту. Посмотрите её состояние."""

    code = "roadmap-not-approved"
    title = "The roadmap is not in force"


class RoadmapEmpty(Conflict):
    """В дорожной карте нет ни одного мероприятия: нечего исполнять. Добавьте мероприятия и повторите."""

    code = "roadmap-empty"
    title = "The roadmap has no measures"


class PlanUnknown(Invalid):
    """Такого плана нет. Укажите программу и план, которые в ней есть, или название и год для новой дорожной карты."""

    code = "plan-unknown"
    title = "Unknown plan"


class PlanYearRefused(Invalid):
    """Год не подходит. Напишите учебный год (2022/2023) или календарный (2023), такой же, как в плане программы."""

    code = "plan-year-refused"
    title = "The year does not suit the plan"


class HeadRefused(Invalid):
    """Сведения о дорожной карте не приняты: исправьте указанные места и отправьте снова."""

    code = "head-refused"
    title = "What is said of the roadmap is refused"


class MeasuresRefused(Invalid):
    """Мероприятия не приняты: исправьте указанные места и отправьте снова."""

    code = "measures-refused"
    title = "The measures are refused"
