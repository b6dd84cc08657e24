"""Reads one term: what people write in, its dates or the reason why there are none out; never a guess."""

import re

from shared.terms.grammar import NotATerm, Reading, TermGrammar
from shared.terms.plan_years import PlanYear
from shared.terms.spans import make_whole_year, resolve
from shared.terms.spelling import Token, UnknownWord, fold, tokenise
from shared.terms.term import Recurrence, Term, TermFault, TermIssue, TermRefused
from shared.terms.words import Word

_YEARLY = re.compile(r"[-,;:(]?\s*\bежегодно\b\s*[-,;:)]?")
_OTHER_RHYTHM = re.compile(
    r"\bеже(?!годн)[а-я]+|\bкажд(?:ый|ую|ое|ые|ого|ой|ая)\b|\b(?:раза?|дважды|трижды) [вза]+ |\bпериодическ"
    r"|\bрегулярно\b|\bпо (?:понедельник|вторник|сред|четверг|пятниц|суббот)[а-я]+"
)
# The longest real one is «В течение II полугодия 2021–2022 учебного года»; more than this is no term.
_LONGEST = 200
_SHOWN = 60


def read_term(text: str, plan_year: PlanYear) -> Term | TermIssue:
    """Return the dates of a term in a plan of the given year, or an issue where it cannot be read for certain."""
    folded = fold(text) if len(text) <= _LONGEST else ""
    if not folded:
        return _unreadable(text)
    if _OTHER_RHYTHM.search(folded):
        detail = (
            f"Повторение «{_shorten(text)}» не поддерживается: мероприятие бывает разовым или ежегодным («ежегодно»)."
        )
        return TermIssue(TermFault.unsupported_recurrence, detail)
    once = _YEARLY.sub(" ", folded).strip(" .,;:")
    recurrence = Recurrence.yearly if once != folded else None
    try:
        return _read_once(once, plan_year, recurrence)
    except TermRefused as refused:
        return refused.issue
    except (NotATerm, UnknownWord):
        return _several(text) if _holds_several(once, plan_year) else _unreadable(text)


def _read_once(once: str, plan_year: PlanYear, recurrence: Recurrence | None) -> Term:
    if not once:
        # «Ежегодно» alone: every year, at any time of it.
        whole = make_whole_year(plan_year)
        return Term(*resolve(whole, whole, plan_year), recurrence)
    return _resolve(TermGrammar(tokenise(once), plan_year).read(), plan_year, recurrence)


def _resolve(reading: Reading, plan_year: PlanYear, recurrence: Recurrence | None) -> Term:
    begin, end = reading.begin or reading.end, reading.end or reading.begin
    assert begin is not None, "a reading has a begin or an end"
    assert end is not None, "a reading has a begin or an end"
    starts_on, ends_on = resolve(begin, end, plan_year)
    return Term(starts_on if reading.begin else None, ends_on if reading.end else None, recurrence)


def _holds_several(once: str, plan_year: PlanYear) -> bool:
    """Tell whether the text is a list of terms, each readable by itself."""
    try:
        parts = _split(tokenise(once))
        readings = [TermGrammar(part, plan_year).read() for part in parts]
    except (NotATerm, UnknownWord):
        return False
    return len(readings) > 1


def _split(tokens: list[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.word in {Word.comma, Word.conjunction}:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _several(text: str) -> TermIssue:
    detail = f"В ячейке несколько сроков: «{_shorten(text)}». Напишите каждый отдельной строкой плана."
    return TermIssue(TermFault.several_terms, detail)


def _unreadable(text: str) -> TermIssue:
    detail = (
        f"Срок «{_shorten(text)}» не понят. Напишите его, например, так: «Октябрь 2022», «Сентябрь – май», "
        "«с 1 по 10 июня», «до 15 октября», «В течение учебного года»."
    )
    return TermIssue(TermFault.unreadable_term, detail)


def _shorten(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
