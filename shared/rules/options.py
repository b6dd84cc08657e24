"""Options of a run: defaults filled in, values checked and brought to one spelling."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Protocol

from shared.errors import FieldIssue
from shared.rules.definition import Option
from shared.rules.errors import OptionsRefused

_PERCENT = re.compile(r"[0-9]{1,3}([.,][0-9]{1,6})?")
_COUNT = re.compile(r"[0-9]{1,6}")


class HasOptions(Protocol):
    """A rule, or a pack's indicators: what may be run in several readings."""

    @property
    def code(self) -> str: ...  # noqa: D102 - described by the definition
    @property
    def options(self) -> Mapping[str, Option]: ...  # noqa: D102


def parse_options(rule: HasOptions, given: Mapping[str, str]) -> dict[str, str]:
    """Return every option of the rule in canonical spelling; refuse unknown names and values together."""
    issues = [_unknown(name, rule) for name in given if name not in rule.options]
    parsed: dict[str, str] = {}
    for name, option in rule.options.items():
        try:
            parsed[name] = parse_option(option, given.get(name, option.default))
        except ValueError as fault:
            issues.append(FieldIssue(f"/options/{name}", "option-value", f"Параметр «{name}»: {fault}"))
    if issues:
        raise OptionsRefused(issues[0].detail if len(issues) == 1 else None, errors=issues)
    return parsed


def parse_option(option: Option, text: str) -> str:
    """Check one value and return its canonical spelling; raise `ValueError` with a Russian sentence."""
    text = str(text).strip()
    if option.kind == "percent":
        return format_decimal(_parse_percent(text))
    if option.kind == "count":
        if not _COUNT.fullmatch(text):
            raise ValueError(f"«{text}» — не целое число от 0 до 999999.")
        return str(int(text))
    if text not in option.choices:
        raise ValueError(f"значения «{text}» нет, допустимы: {', '.join(option.choices)}.")
    return text


def format_decimal(value: Fraction) -> str:
    """Write an exact decimal without trailing zeros: 333/10 is `33.3`."""
    if value.denominator == 1:
        return str(value.numerator)
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    whole, rest = divmod((value * 10**digits).numerator, 10**digits)
    return f"{whole}.{rest:0{digits}d}"


def _parse_percent(text: str) -> Fraction:
    if not _PERCENT.fullmatch(text):
        raise ValueError(f"«{text}» — не процент: напишите десятичное число от 0 до 100, например 33.3.")
    value = Fraction(text.replace(",", "."))
    if value > 100:  # noqa: PLR2004 - percent
        raise ValueError(f"«{text}» больше 100 %.")
    return value


def _unknown(name: str, rule: HasOptions) -> FieldIssue:
    close = get_close_matches(name, rule.options, n=1)
    hint = f"возможно, «{close[0]}»" if close else f"есть: {', '.join(rule.options) or 'ни одного'}"
    detail = f"У правила «{rule.code}» нет параметра «{name}» ({hint})."
    return FieldIssue(f"/options/{name}", "option-unknown", detail)
