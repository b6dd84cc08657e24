"""What can go wrong with imports of any service."""

from shared.errors import FieldIssue, Invalid, NotFound


class ReceiptNotFound(NotFound):
    """Квитанция не найдена. Проверьте её номер: видны только квитанции вашего ключа."""

    code = "receipt-not-found"
    title = "Receipt not found"


class MomentInFuture(Invalid):
    """Момент as_of ещё не наступил. Укажите, на какой момент верны строки, или не указывайте ничего."""

    code = "moment-in-future"
    title = "The moment of truth lies in the future"

    def __init__(self) -> None:
        super().__init__(errors=[FieldIssue("/query/as_of", self.code, "Этот момент ещё не наступил.")])
