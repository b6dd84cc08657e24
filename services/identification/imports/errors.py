"""What can go wrong with imports."""

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


class TotalNotOfDataset(Invalid):
    """Такой контрольной суммы у этого набора данных нет. Участники и «ниже порога» есть только у результатов."""

    code = "total-not-of-dataset"
    title = "The dataset has no such control total"

    def __init__(self, name: str) -> None:
        sentence = "У этого набора данных такой контрольной суммы нет."
        super().__init__(errors=[FieldIssue(f"/query/declared_{name}", self.code, sentence)])
