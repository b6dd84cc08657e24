"""What can go wrong with embedded servers, in words for the person at the command line."""

from shared.errors import OporaError


class EmbeddedServerError(OporaError):
    """Встроенный сервер не работает. Посмотрите его журнал в папке данных."""

    code = "embedded-server"
    title = "Embedded server failed"


class DataFolderInUse(EmbeddedServerError):
    """Папка данных занята другим процессом. Остановите его или укажите другую папку."""

    code = "data-folder-in-use"
    title = "Data folder in use"


class DataFolderUnreachable(EmbeddedServerError):
    """Папка данных недоступна серверу. Укажите другую папку."""

    code = "data-folder-unreachable"
    title = "Data folder unreachable"


class BinariesMissing(EmbeddedServerError):
    """Нет программ сервера. Установите их."""

    code = "binaries-missing"
    title = "Server binaries missing"


class ServerDidNotStart(EmbeddedServerError):
    """Сервер не запустился. Посмотрите его журнал в папке данных."""

    code = "server-did-not-start"
    title = "Server did not start"
