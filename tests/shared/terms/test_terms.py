"""Terms as people write them, each with the dates that the rules of plans give it."""

from datetime import date

import pytest

from shared.terms import parse_plan_year, read_term
from shared.terms.term import Recurrence, Term, TermFault, TermIssue
from tests.shared.terms.corpus import ACADEMIC, CALENDAR, ISSUES, OF_A_CALENDAR_PLAN, OF_AN_ACADEMIC_PLAN


def dates(text: str, year: str) -> str:
    """Return the dates of a term as `first..last`, with an empty place for an open end, or the code of its issue."""
    term = read_term(text, parse_plan_year(year))
    if isinstance(term, TermIssue):
        assert text.strip()[:20] in term.detail or term.code in {TermFault.impossible_date, TermFault.backward_term}
        return str(term.code)
    return f"{term.starts_on or ''}..{term.ends_on or ''}{' yearly' if term.recurrence else ''}"


@pytest.mark.parametrize(
    ("text", "expected"),
    OF_AN_ACADEMIC_PLAN,
)
def test_a_term_of_an_academic_plan(text: str, expected: str) -> None:
    assert dates(text, ACADEMIC) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    OF_A_CALENDAR_PLAN,
)
def test_a_term_of_a_calendar_plan(text: str, expected: str) -> None:
    assert dates(text, CALENDAR) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    ISSUES,
)
def test_what_cannot_be_read_for_certain_is_an_issue_and_never_a_guess(text: str, code: str) -> None:
    assert dates(text, ACADEMIC) == code


def test_the_corpus_is_large_and_names_every_text_once() -> None:
    texts = {text for table in (OF_AN_ACADEMIC_PLAN, ISSUES) for text, _ in table}

    assert len(texts) == len(OF_AN_ACADEMIC_PLAN) + len(ISSUES)
    assert len(texts) + len(OF_A_CALENDAR_PLAN) >= 120
    assert {code for _, code in ISSUES} == set(TermFault)


@pytest.mark.parametrize("text", ["", "2021", "2021/2023", "2021-2022", "21/22", "1989", "2100", "next"])
def test_the_year_of_a_plan_is_academic_or_calendar(text: str) -> None:
    if text == "2021":
        assert read_term("март", parse_plan_year(text)) == Term(date(2021, 3, 1), date(2021, 3, 31))
    else:
        with pytest.raises(ValueError, match="год"):
            parse_plan_year(text)


def test_recurrence_is_told_apart_from_dates() -> None:
    once, yearly = (read_term(text, parse_plan_year(ACADEMIC)) for text in ("Октябрь", "Октябрь ежегодно"))

    assert (once, yearly) == (
        Term(date(2021, 10, 1), date(2021, 10, 31)),
        Term(date(2021, 10, 1), date(2021, 10, 31), Recurrence.yearly),
    )
