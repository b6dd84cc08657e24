"""What can go wrong with targets."""

from shared.errors import Conflict, Invalid, NotFound


class TargetNotFound(NotFound):
    """Целевое значение не найдено или недоступно вам. Проверьте его номер."""

    code = "target-not-found"
    title = "Target not found"


class TargetExists(Conflict):
    """Целевое значение этого показателя на этот период уже есть. Найдите его в перечне и измените."""

    code = "target-exists"
    title = "The target is there already"


class TargetRefused(Invalid):
    """Целевое значение не принято: исправьте указанные поля."""

    code = "target-refused"
    title = "Target refused"
