"""What can go wrong with runs."""

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class RunNotFound(NotFound):
    """Прогон не найден или недоступен вам. Проверьте его номер."""

    code = "run-not-found"
    title = "Run not found"


class RunNotFinished(Conflict):
    """У прогона нет заключений. Посмотрите его состояние: queued и running — подождите, failed — запустите новый."""

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


class RunsNotComparable(Conflict):
    """Прогоны сделаны по разным правилам, сравнивать их нельзя. Выберите два прогона одного правила."""

    code = "runs-not-comparable"
    title = "Runs of different rules cannot be compared"


class VerificationNotFound(NotFound):
    """Проверка прогона не найдена или недоступна вам. Проверьте её номер и номер прогона."""

    code = "verification-not-found"
    title = "Verification not found"


class VerificationNotFinished(Conflict):
    """Проверка ещё идёт: дождитесь состояния finished и повторите запрос."""

    code = "verification-not-finished"
    title = "The verification is not finished"


class RunOfWiderTerritory(Forbidden):
    """Этот прогон охватывает не только вашу территорию: его можно читать, но проверить может лишь тот, чья она вся."""

    code = "run-of-wider-territory"
    title = "The run covers more than your territories"
