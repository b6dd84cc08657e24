"""What can go wrong with stored files."""

from shared.errors import Conflict, Transient


class StorageUnavailable(Transient):
    """Хранилище файлов сейчас недоступно, файл не сохранён и не прочитан. Повторите запрос через минуту."""

    code = "storage-unavailable"
    title = "The storage of files is unavailable"


class StoredFileMissing(Transient):
    """Файл принят, но в хранилище его сейчас нет. Сообщите администратору: файл нужно вернуть из резервной копии."""

    code = "stored-file-missing"
    title = "The file is not in the storage"


class StorageMisconfigured(Conflict):
    """Не задано, где хранить файлы. Укажите OPORA_STORAGE_URL: file:///папка или s3://корзина/папка."""

    code = "storage-misconfigured"
    title = "It is not set where files are stored"
