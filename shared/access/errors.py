"""What can go wrong with clients and keys."""

from shared.errors import Conflict, Forbidden, Invalid, NotFound, Unauthorized


class KeyMissing(Unauthorized):
    """Запрос без ключа доступа. Передайте его в заголовке «Authorization: Bearer …»."""

    code = "key-missing"
    title = "No access key was given"


class KeyRefused(Unauthorized):
    """Ключ доступа не действует: он неверен, отозван или истёк. Попросите администратора выдать новый."""

    # One sentence for all causes: a stranger must not learn which keys exist.
    code = "key-refused"
    title = "The access key is not valid"


class ScopeMissing(Forbidden):
    """У вашего ключа нет права на это действие. Попросите администратора выдать его."""

    code = "scope-missing"
    title = "The access key lacks the scope"


class EverywhereMissing(Forbidden):
    """Это действует для всех регионов сразу, поэтому менять может только ключ федерального уровня.

    Обратитесь к администратору, у которого он есть.
    """

    code = "everywhere-missing"
    title = "The access key does not reach everywhere"


class ClientNotFound(NotFound):
    """Такой программы-клиента нет. Проверьте имя: все имена показывает «opora client list»."""

    code = "client-not-found"
    title = "Client not found"


class ApiKeyNotFound(NotFound):
    """У этого клиента нет ключа с таким номером. Проверьте номер: его показывает «opora client list»."""

    code = "key-not-found"
    title = "Key not found"


class ClientNameTaken(Conflict):
    """Клиент с таким именем уже есть. Выберите другое имя."""

    code = "client-name-taken"
    title = "The client name is taken"


class ClientRevoked(Conflict):
    """Клиент отозван, ключ ему выдать нельзя. Создайте нового клиента."""

    code = "client-revoked"
    title = "The client is revoked"


class TooManyKeys(Conflict):
    """У клиента уже два действующих ключа. Отзовите один из них, потом выдайте новый."""

    code = "too-many-keys"
    title = "Two keys are active already"


class ExpiryPassed(Invalid):
    """Срок действия ключа уже прошёл. Укажите время в будущем."""

    code = "expiry-passed"
    title = "The expiry lies in the past"
