"""What can go wrong with runs."""

from shared.errors import Conflict, Invalid, NotFound


class RunNotFound(NotFound):
    """Прогон не найден или недоступен вам. Проверьте его номер."""

    code = "run-not-found"
    title = "Run not found"


class RunNotFinished(Conflict):
    """Прогон ещё считается: дождитесь состояния finished и повторите запрос."""

    code = "run-not-finished"
    title = "The run is not finished"


class VerdictNotFound(NotFound):
    """В этом прогоне нет такой школы, или она недоступна вам. Проверьте код школы."""

    code = "verdict-not-found"
    title = "Verdict not found"


class RuleUnknown(Invalid):
    """Такого правила нет. Укажите программу и правило, например norilsk-2022/low-results."""

    code = "rule-unknown"
    title = "Unknown rule"
