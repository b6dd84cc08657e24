"""What can go wrong with procedures."""

from shared.errors import NotFound


class ProcedureNotFound(NotFound):
    """Такой процедуры нет. Проверьте код, например vpr-math-5."""

    code = "procedure-not-found"
    title = "Procedure not found"


class ProcedureSessionNotFound(NotFound):
    """О процедуре в этом учебном году ничего не записано: считается, что она проводилась."""

    code = "procedure-session-not-found"
    title = "Nothing is recorded of the procedure in this year"
