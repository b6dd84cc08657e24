"""What can go wrong with packs."""

from collections.abc import Sequence

from shared.errors import Conflict, FieldIssue, Invalid, NotFound
from shared.packs.issues import PackIssue

_MOST_ISSUES = 100  # nobody mends more at once, and an answer must end somewhere


class PackNotFound(NotFound):
    """Такой программы нет. Проверьте код, например norilsk-2022."""

    code = "pack-not-found"
    title = "Pack not found"


class PackVersionNotFound(NotFound):
    """Такой версии программы нет. Проверьте код и версию, например norilsk-2022 и 1.0.0."""

    code = "pack-version-not-found"
    title = "Version of the pack not found"


class PackCheckNotFound(NotFound):
    """Проверка программы не найдена. Проверьте её номер, код программы и версию."""

    code = "pack-check-not-found"
    title = "Check of the pack not found"


class PackFilesRefused(Invalid):
    """Программа не принята: исправьте указанные места и отправьте её снова."""

    code = "pack-refused"
    title = "Pack refused"

    def __init__(self, issues: Sequence[PackIssue] = ()) -> None:
        super().__init__(
            errors=[
                FieldIssue(f"/body/files/{_escape(issue.file)}#{issue.pointer}", issue.code, str(issue))
                for issue in issues[:_MOST_ISSUES]
            ]
        )


class PackCasesMissing(Conflict):
    """У программы есть правила, но нет контрольных случаев, и доказать их нечем. Добавьте случаи в новую версию."""

    code = "pack-cases-missing"
    title = "The pack has rules but no golden cases"


class PackCasesNotPassed(Conflict):
    """Контрольные случаи этой версии ещё не проверены или не сошлись. Запустите проверку и посмотрите её результат."""

    code = "pack-cases-not-passed"
    title = "The golden cases of this version have not passed"


class PackApproved(Conflict):
    """Эта версия программы уже утверждена. Для изменений внесите новую версию."""

    code = "pack-approved"
    title = "The version is approved already"


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
