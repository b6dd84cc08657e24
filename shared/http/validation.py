"""Turns the findings of request validation into issues that methodists can read."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError

from shared.errors import FieldIssue, Invalid

_FALLBACK = "Значение не принято. Сверьте его с описанием этого поля в документации API."

# Sentences by pydantic's type of error; {…} are its context, which never holds the value that was sent.
_SENTENCES: dict[str, str] = {
    "missing": "Обязательное значение не указано.",
    "extra_forbidden": "Такого поля или параметра нет: уберите его или исправьте имя.",
    "json_invalid": "Тело запроса — не JSON. Проверьте запятые, кавычки и скобки.",
    "string_type": "Нужна строка.",
    "string_too_short": "Строка короче допустимого: нужно не меньше {min_length} символов.",
    "string_too_long": "Строка длиннее допустимого: можно не больше {max_length} символов.",
    "string_pattern_mismatch": "Строка не подходит к образцу {pattern}.",
    "string_unicode": "Строка содержит недопустимые символы.",
    "int_type": "Нужно целое число.",
    "int_parsing": "Нужно целое число.",
    "int_parsing_size": "Число слишком велико.",
    "int_from_float": "Нужно целое число, без дробной части.",
    "float_type": "Нужно число.",
    "float_parsing": "Нужно число.",
    "finite_number": "Нужно конечное число.",
    "decimal_type": "Нужно десятичное число.",
    "decimal_parsing": "Нужно десятичное число, например 12.5.",
    "decimal_max_digits": "Слишком много цифр: можно не больше {max_digits}.",
    "decimal_max_places": "Слишком много знаков после запятой: можно не больше {decimal_places}.",
    "bool_type": "Нужно true или false.",
    "bool_parsing": "Нужно true или false.",
    "date_type": "Нужна дата вида 2022-09-01.",
    "date_parsing": "Нужна дата вида 2022-09-01.",
    "date_from_datetime_parsing": "Нужна дата вида 2022-09-01.",
    "date_from_datetime_inexact": "Нужна дата без времени, вида 2022-09-01.",
    "date_past": "Дата должна быть в прошлом.",
    "date_future": "Дата должна быть в будущем.",
    "datetime_type": "Нужны дата и время вида 2022-09-01T09:00:00Z.",
    "datetime_parsing": "Нужны дата и время вида 2022-09-01T09:00:00Z.",
    "datetime_from_date_parsing": "Нужны дата и время вида 2022-09-01T09:00:00Z.",
    "timezone_aware": "Укажите часовой пояс, например 2022-09-01T09:00:00Z.",
    "uuid_type": "Нужен идентификатор вида 123e4567-e89b-12d3-a456-426614174000.",
    "uuid_parsing": "Нужен идентификатор вида 123e4567-e89b-12d3-a456-426614174000.",
    "enum": "Такого значения нет. Допустимы: {expected}.",
    "literal_error": "Такого значения нет. Допустимы: {expected}.",
    "union_tag_invalid": "Такого вида нет. Допустимы: {expected_tags}.",
    "union_tag_not_found": "Не указано поле {discriminator}, по которому определяется вид.",
    "greater_than": "Число должно быть больше {gt}.",
    "greater_than_equal": "Число должно быть не меньше {ge}.",
    "less_than": "Число должно быть меньше {lt}.",
    "less_than_equal": "Число должно быть не больше {le}.",
    "multiple_of": "Число должно делиться на {multiple_of}.",
    "list_type": "Нужен список.",
    "set_type": "Нужен список без повторов.",
    "dict_type": "Нужен объект JSON.",
    "model_type": "Нужен объект JSON.",
    "model_attributes_type": "Нужен объект JSON с заголовком «Content-Type: application/json».",
    "too_short": "Слишком мало элементов: нужно не меньше {min_length}.",
    "too_long": "Слишком много элементов: можно не больше {max_length}.",
    "none_required": "Здесь может быть только null.",
    "url_parsing": "Нужен адрес вида https://example.org/path.",
    "url_scheme": "Адрес должен начинаться с {expected_schemes}.",
}
# Our own validators raise these with a Russian sentence; only such a sentence is passed on.
_OWN_TYPES = {"value_error", "assertion_error"}
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


class RequestInvalid(Invalid):
    """Запрос не принят: исправьте указанные места и отправьте снова."""

    code = "invalid-request"
    title = "Invalid request"


def describe_validation_error(error: RequestValidationError) -> RequestInvalid:
    """Return the problem with one issue for every finding, none of which repeats what was sent."""
    return RequestInvalid(errors=[_issue(finding) for finding in error.errors()])


def unexpected_parameter(name: str) -> FieldIssue:
    """Return the issue of a query parameter that the route does not know."""
    return FieldIssue(pointer(["query", name]), "extra-forbidden", _SENTENCES["extra_forbidden"])


def pointer(steps: Sequence[str | int]) -> str:
    """Write a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _issue(finding: Mapping[str, Any]) -> FieldIssue:
    kind: str = finding["type"]
    # What stands behind `body` of broken JSON is a position in the text, which is no step of a pointer.
    location = finding["loc"][:1] if kind == "json_invalid" else finding["loc"]
    return FieldIssue(pointer(location), kind.replace("_", "-"), _sentence(kind, finding.get("ctx") or {}))


def _sentence(kind: str, context: Mapping[str, Any]) -> str:
    if kind in _OWN_TYPES:
        own = str(context.get("error", ""))
        return own if _CYRILLIC.search(own) else _FALLBACK
    try:
        return _SENTENCES.get(kind, _FALLBACK).format_map(context)
    except KeyError:
        return _FALLBACK
