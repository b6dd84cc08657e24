"""Faults of a pack, each with its place and a sentence that says what to do."""

import types
import typing
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from shared.errors import FieldIssue, Invalid
from shared.rules.suggesting import suggest

Location = tuple[int | str, ...]

_SENTENCES = {
    "string_type": "нужен текст; если это число, возьмите его в кавычки.",
    "int_type": "нужно целое число.",
    "int_parsing": "нужно целое число.",
    "bool_type": "нужно true или false.",
    "bool_parsing": "нужно true или false.",
    "dict_type": "нужны ключи со значениями.",
    "model_type": "нужны ключи со значениями.",
    "tuple_type": "нужен список.",
    "string_too_short": "текст пуст.",
    "string_too_long": "текст слишком длинный.",
    "too_short": "список пуст.",
    "greater_than_equal": "число слишком мало.",
    "less_than_equal": "число слишком велико.",
    "string_pattern_mismatch": "значение написано не по форме.",
}


@dataclass(frozen=True, slots=True)
class PackIssue:
    """One fault: the file, the place in it as a JSON Pointer, the line where known, and what to do."""

    file: str
    pointer: str
    code: str
    detail: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} {self.pointer or '/'}: {self.detail}"


class PackRefused(Invalid):
    """Программа не принята: исправьте указанные места и загрузите её снова."""

    code = "pack-refused"
    title = "Pack refused"

    def __init__(self, issues: Sequence[PackIssue]) -> None:
        errors = [FieldIssue(f"{issue.file}#{issue.pointer}", issue.code, issue.detail) for issue in issues]
        super().__init__(errors=errors)
        self.issues = tuple(issues)


def to_pointer(location: Location) -> str:
    """Write a place as a JSON Pointer."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in location)


def explain_validation(error: ValidationError, model: type[BaseModel]) -> list[tuple[Location, str, str]]:
    """Translate pydantic's findings into places, codes and Russian sentences."""
    return [(_place(fault), _code(fault), _sentence(fault, model)) for fault in error.errors(include_url=False)]


def _place(fault: ErrorDetails) -> Location:
    return tuple(part for part in fault["loc"] if part != "[key]")


def _code(fault: ErrorDetails) -> str:
    return {"extra_forbidden": "unknown-key", "missing": "missing-key"}.get(fault["type"], "wrong-value")


def _sentence(fault: ErrorDetails, model: type[BaseModel]) -> str:
    kind, place = fault["type"], _place(fault)
    word = place[-1] if place else ""
    if kind == "extra_forbidden":
        known = _known_keys(model, place[:-1])
        hint = suggest(str(word), known) or (f"; здесь бывают: {', '.join(known)}" if known else "")
        return f"Неизвестный ключ «{word}»{hint}."
    if kind == "missing":
        return f"Не хватает ключа «{word}»: добавьте его."
    if kind == "value_error":
        return str(fault["ctx"]["error"])
    if kind == "literal_error":
        return f"«{fault['input']}» не подходит: допустимы {fault['ctx']['expected'].replace(' or ', ', ')}."
    sentence = _SENTENCES.get(kind, "значение не подходит.")
    shown = f" (сейчас: «{str(fault['input'])[:60]}»)" if isinstance(fault["input"], str | int) else ""
    pattern = f" Форма: {fault['ctx']['pattern']}" if kind == "string_pattern_mismatch" else ""
    return f"«{word}»: {sentence}{shown}{pattern}"


def _known_keys(model: type[BaseModel], place: Location) -> list[str]:
    """List the keys a place of the model may have."""
    found: object = model
    for part in place:
        found = _step(found, part)
    return list(found.model_fields) if isinstance(found, type) and issubclass(found, BaseModel) else []


def _step(annotation: object, part: int | str) -> object:
    """Follow one part of a location through a model, a mapping, a list or an optional one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(part))
        return _unwrap(field.annotation) if field else None
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) is dict:
        return _unwrap(arguments[1])
    return _unwrap(arguments[0]) if arguments else None


def _unwrap(annotation: object) -> object:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return _unwrap(next(part for part in typing.get_args(annotation) if part is not type(None)))
    if typing.get_origin(annotation) is typing.Annotated:
        return _unwrap(typing.get_args(annotation)[0])
    return annotation
