"""What can go wrong with decisions."""

from shared.errors import Conflict, Invalid, NotFound


class DecisionNotFound(NotFound):
    """Управленческое решение не найдено или недоступно вам. Проверьте его номер."""

    code = "decision-not-found"
    title = "Decision not found"


class DecisionNotDraft(Conflict):
    """Решение уже не черновик и больше не меняется. Если оно неверно, отмените его и подготовьте новое."""

    code = "decision-not-draft"
    title = "Only a draft of a decision may be changed"


class DecisionNotIssued(Conflict):
    """Эффект проверяют один раз, у изданного и не отменённого решения. Сначала издайте его приказом."""

    code = "decision-not-issued"
    title = "Only the effect of an issued decision is checked"


class DecisionWithdrawn(Conflict):
    """Решение уже отменено. Второй раз отменять его не нужно."""

    code = "decision-withdrawn"
    title = "The decision is withdrawn already"


class DecisionRefused(Invalid):
    """Решение не принято: исправьте указанные поля."""

    code = "decision-refused"
    title = "Decision refused"
