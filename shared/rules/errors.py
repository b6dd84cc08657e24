"""What can be wrong with a rule or with the options of a run."""

from shared.errors import Invalid


class RuleFault(Exception):
    """A fault in a rule's text, as a Russian sentence; `column` counts from 1 where it is known."""

    def __init__(self, detail: str, column: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.column = column


class OptionsRefused(Invalid):
    """Параметры правила не приняты: исправьте указанные значения."""

    code = "options-refused"
    title = "Options refused"


class RuleNotInPack(Invalid):
    """В программе нет такого правила. Проверьте код правила."""

    code = "rule-not-in-pack"
    title = "Rule not in pack"
