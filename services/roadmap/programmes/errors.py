"""What can go wrong with programmes."""

from shared.errors import Conflict, Invalid, NotFound


class ProgrammeNotFound(NotFound):
    """Программа муниципалитета не найдена или недоступна вам. Проверьте её номер."""

    code = "programme-not-found"
    title = "Programme not found"


class ProgrammeExists(Conflict):
    """Программа муниципалитета с этого года уже есть. Найдите её в перечне и измените, пока она не утверждена."""

    code = "programme-exists"
    title = "The municipality has this programme already"


class ProgrammeNotDraft(Conflict):
    """Программа утверждена приказом и больше не меняется. Изменения вносят в дорожные карты или в новую программу."""

    code = "programme-not-draft"
    title = "The programme is approved"


class ProgrammeIncomplete(Conflict):
    """В программе нет цели, утвердить её нельзя. Впишите цель и повторите."""

    code = "programme-incomplete"
    title = "The programme has no goal"


class ProgrammeRefused(Invalid):
    """Программа не принята: исправьте указанные поля и отправьте снова."""

    code = "programme-refused"
    title = "Programme refused"
