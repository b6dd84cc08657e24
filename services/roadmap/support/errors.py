"""What can go wrong with support actions."""

from shared.errors import Conflict, Invalid, NotFound


class SupportActionNotFound(NotFound):
    """Запись о поддержке не найдена или недоступна вам. Проверьте её номер."""

    code = "support-action-not-found"
    title = "Support action not found"


class SupportedSchoolNotFound(NotFound):
    """Школы с таким кодом в реестре нет, или она вам недоступна. Проверьте код школы."""

    code = "supported-school-not-found"
    title = "Supported school not found"


class SupportActionRefused(Invalid):
    """Запись о поддержке не принята: исправьте указанные поля."""

    code = "support-action-refused"
    title = "Support action refused"


class SupportActionWithdrawn(Conflict):
    """Эта запись о поддержке отозвана и больше не меняется. Внесите новую."""

    code = "support-action-withdrawn"
    title = "The support action is withdrawn"
