"""However a known term is spelt, its dates are the same; and no text at all brings the reader down."""

import unicodedata
from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.terms import parse_plan_year, read_term
from shared.terms.term import Term, TermIssue

PLAN = parse_plan_year("2021/2022")
STEMS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
NOMINATIVE = [stem + {"март": "", "август": "", "ма": "й"}.get(stem, "ь") for stem in STEMS]
GENITIVE = [stem + {"март": "а", "август": "а"}.get(stem, "я") for stem in STEMS]
_HOMOGLYPHS = str.maketrans("аеорсху", "aeopcxy")

dashes = st.sampled_from(list("-‐‑‒–—―−"))
blanks = st.sampled_from([" ", "  ", "\u00a0", "\u202f", "\n", "\t"])
years = st.integers(2000, 2090)
year_words = st.sampled_from(["", " г.", "г.", " г", " год", " года", "\u00a0г."])


@st.composite
def spelt(draw: st.DrawFn, text: str) -> str:
    """Spell a term with a hyphen between its ends in another way."""
    letters = [letter.swapcase() if draw(st.booleans()) and letter in "асоиянфмд" else letter for letter in text]
    spelling = "".join(letters).replace(" ", draw(blanks))
    side = draw(st.sampled_from(["", " ", "\u00a0"]))
    spelling = spelling.replace("-", f"{side}{draw(dashes)}{side}")
    if draw(st.booleans()):
        spelling = unicodedata.normalize("NFD", spelling)
    if draw(st.booleans()):
        # One Latin letter in a Russian word: a slip of the keyboard.
        at = draw(st.integers(1, 3))
        spelling = spelling[:at] + spelling[at].translate(_HOMOGLYPHS) + spelling[at + 1 :]
    edge = draw(st.sampled_from(["", " ", "\n", "\u200b"]))
    return f"{edge}{spelling}{draw(st.sampled_from(['', '.', ' ', ';']))}"


@given(st.data(), st.integers(1, 12), st.integers(1, 12), years, year_words)
def test_months_with_one_year_at_the_end(data: st.DataObject, first: int, last: int, year: int, word: str) -> None:
    text = data.draw(spelt(f"{NOMINATIVE[first - 1]}-{NOMINATIVE[last - 1]} {year}{word}"))

    term = read_term(text, PLAN)

    begin = date(year - 1 if first > last else year, first, 1)
    assert term == Term(begin, date(year, last, monthrange(year, last)[1]))


@given(st.data(), st.integers(1, 12), st.integers(1, 12))
def test_months_without_a_year(data: st.DataObject, first: int, last: int) -> None:
    text = data.draw(spelt(f"{NOMINATIVE[first - 1]}-{NOMINATIVE[last - 1]}"))

    term = read_term(text, PLAN)

    begin_year = 2021 if first >= 9 else 2022
    end_year = 2021 if last >= 9 else 2022
    end_year += (end_year, last) < (begin_year, first)
    assert term == Term(date(begin_year, first, 1), date(end_year, last, monthrange(end_year, last)[1]))


@given(st.data(), st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 700))
def test_two_full_dates(data: st.DataObject, begin: date, length: int) -> None:
    end = begin + timedelta(days=length)
    written = [f"{day.day} {GENITIVE[day.month - 1]} {day.year}" for day in (begin, end)]
    figures = [
        data.draw(st.sampled_from([f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}", words]))
        for day, words in zip((begin, end), written, strict=True)
    ]
    form = data.draw(st.sampled_from(["с {} г. по {} г.", "{} - {}", "c {} по {}", "В период с {} по {} года"]))

    assert read_term(form.format(*figures), PLAN) == Term(begin, end)


@given(st.data(), st.dates(date(2021, 9, 1), date(2022, 8, 31)))
def test_a_day_of_the_plans_year(data: st.DataObject, day: date) -> None:
    name = f"{day.day} {GENITIVE[day.month - 1]}"
    form = data.draw(st.sampled_from(["до {}", "не позднее {}", "До {} включительно", "не позднее чем {}"]))

    assert read_term(name, PLAN) == Term(day, day)
    assert read_term(form.format(name), PLAN) == Term(None, day)


@given(st.text(max_size=40))
def test_any_text_is_a_term_or_an_issue(text: str) -> None:
    assert isinstance(read_term(text, PLAN), Term | TermIssue)


_PIECES = (
    "с по до в - – , / . 1 2 10 31 II 2021 2022 октябрь мая г. год учебного года квартал полугодие течение ежегодно"
)


@given(st.lists(st.sampled_from(_PIECES.split(" ")), max_size=8).map(" ".join))
def test_any_words_of_terms_come_to_a_term_whose_end_is_not_before_its_start(text: str) -> None:
    term = read_term(text, PLAN)

    if isinstance(term, Term) and term.starts_on and term.ends_on:
        assert term.starts_on <= term.ends_on
