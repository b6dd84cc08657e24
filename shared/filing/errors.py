"""What can go wrong with files of documents."""

from shared.errors import Conflict, Invalid


class FileNotAttached(Conflict):
    """К этому документу не приложен файл: указаны только ссылка или реквизиты."""

    code = "file-not-attached"
    title = "The document has no file"


class DigestMismatch(Invalid):
    """Файл пришёл не таким, каким его отправили: контрольная сумма не сходится. Отправьте его ещё раз."""

    code = "digest-mismatch"
    title = "The content does not match Content-Digest"
