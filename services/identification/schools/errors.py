"""What can go wrong with schools."""

from shared.errors import Conflict, FieldIssue, Forbidden, Invalid, NotFound


class SchoolNotFound(NotFound):
    """Школа не найдена или недоступна вам. Проверьте код: вид и шесть цифр, например edu240001."""

    code = "school-not-found"
    title = "School not found"


class MunicipalityNotFound(NotFound):
    """Муниципалитет не найден или недоступен вам. Проверьте ОКТМО; новый муниципалитет вносится загрузкой школ."""

    code = "municipality-not-found"
    title = "Municipality not found"


class SchoolNotYours(Forbidden):
    """Запись школы в реестре ведёт муниципалитет, а ваш ключ действует для одной школы. Обратитесь к муниципалитету."""

    code = "school-not-yours"
    title = "The register is kept by the municipality"


class SchoolMoveUnsupported(Conflict):
    """Школа числится в другом муниципалитете, а перевод между муниципалитетами пока не поддерживается.

    Её результаты и списки принадлежат прежнему. Оставьте прежний ОКТМО.
    """

    code = "school-move-unsupported"
    title = "A school cannot be moved to another municipality"

    def __init__(self) -> None:
        issue = FieldIssue("/body/municipality_oktmo", self.code, "Школа числится в другом муниципалитете.")
        super().__init__(errors=[issue])


class SuccessorRefused(Invalid):
    """Правопреемник не принят: исправьте его код и отправьте снова."""

    code = "successor-refused"
    title = "The successor is not accepted"

    def __init__(self, detail: str | None = None) -> None:
        """Say of the field why it is not accepted."""
        super().__init__(errors=[FieldIssue("/body/successor_code", self.code, detail)] if detail else ())
