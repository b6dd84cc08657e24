"""What can go wrong with tasks and their documents."""

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class TaskNotFound(NotFound):
    """Задача не найдена или недоступна вам. Проверьте её номер."""

    code = "task-not-found"
    title = "Task not found"


class DocumentNotFound(NotFound):
    """У этой задачи нет такого документа, или он отозван. Проверьте его номер."""

    code = "document-not-found"
    title = "The task has no such document"


class TaskNotYours(Forbidden):
    """Отменить и возобновить задачу может только тот, чья это дорожная карта. Обратитесь к муниципалитету."""

    code = "task-not-yours"
    title = "The roadmap of the task is not yours"


class RoadmapNotInForce(Conflict):
    """Отмечать исполнение можно, пока дорожная карта утверждена и не закрыта. Посмотрите её состояние."""

    code = "roadmap-not-in-force"
    title = "The roadmap is not in force"


class TaskNotPlanned(Conflict):
    """Начать можно только запланированную задачу: эта уже начата, выполнена или отменена."""

    code = "task-not-planned"
    title = "The task is not waiting to be started"


class TaskNotOpen(Conflict):
    """Задача уже выполнена или отменена. Чтобы что-то изменить, сначала возобновите её с обоснованием."""

    code = "task-not-open"
    title = "The task is finished"


class TaskNotFinished(Conflict):
    """Возобновить можно выполненную или отменённую задачу мероприятия, которое осталось в дорожной карте."""

    code = "task-not-finished"
    title = "The task cannot be opened again"


class PredecessorNotDone(Conflict):
    """Не выполнено мероприятие, которое должно быть раньше. Выполните его или укажите, почему без него можно."""

    code = "predecessor-not-done"
    title = "A measure that comes before is not done"


class EvidenceMissing(Conflict):
    """Мероприятие подтверждают документом: приложите документ нужного вида с номером и датой, ссылкой или файлом."""

    code = "evidence-missing"
    title = "No document confirms the task"


class CompletionRefused(Invalid):
    """Отметка об исполнении не принята: исправьте указанные места и отправьте снова."""

    code = "completion-refused"
    title = "The completion is refused"


class DocumentRefused(Invalid):
    """Документ не принят: исправьте указанные места и отправьте снова."""

    code = "document-refused"
    title = "The document is refused"


class FileNotKept(Conflict):
    """В этом документе названы педагоги и обучающиеся: файл и ссылка не хранятся, достаточно номера и даты (B58)."""

    code = "file-not-kept"
    title = "Only number and date of this document are kept"
