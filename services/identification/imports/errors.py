"""What can go wrong with imports of this service alone."""

from shared.errors import FieldIssue, Invalid


class TotalNotOfDataset(Invalid):
    """Такой контрольной суммы у этого набора данных нет. Участники и «ниже порога» есть только у результатов."""

    code = "total-not-of-dataset"
    title = "The dataset has no such control total"

    def __init__(self, name: str) -> None:
        sentence = "У этого набора данных такой контрольной суммы нет."
        super().__init__(errors=[FieldIssue(f"/query/declared_{name}", self.code, sentence)])
