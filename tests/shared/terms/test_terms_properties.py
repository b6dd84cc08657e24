"""What holds for every term: it ends after it starts; spelling does not change it, nor the plan if it names a year."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.terms import PlanYear, parse_plan_year, read_term
from shared.terms.term import Term, TermFault
from tests.shared.terms.corpus import ISSUES, OF_A_CALENDAR_PLAN, OF_AN_ACADEMIC_PLAN
from tests.shared.terms.test_terms_spelling import GENITIVE, NOMINATIVE, dashes

CORPUS = [text for text, _ in (*OF_AN_ACADEMIC_PLAN, *OF_A_CALENDAR_PLAN, *ISSUES)]
_PLANS = [parse_plan_year(text) for text in ("2021/2022", "2023", "2015/2016", "2040")]
_YEAR = re.compile(r"\b[0-9]{4}\b|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2}\b|[0-9]{4}-[0-9]{2} ")

plan_years = st.one_of(
    st.integers(2000, 2090).map(lambda year: f"{year}/{year + 1}"), st.integers(2000, 2090).map(str)
).map(parse_plan_year)
written_years = st.integers(2001, 2088)
year_words = st.sampled_from(["", " г.", " года", " год"])
rhythms = st.sampled_from(["{}", "{}", "{} ежегодно", "ежегодно, {}", "{} (ежегодно)"])


@st.composite
def points(draw: st.DrawFn) -> str:
    """A point of the year without a year: a month, a day, a quarter, a half-year."""
    month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
    forms = [
        NOMINATIVE[month - 1],
        f"{day} {GENITIVE[month - 1]}",
        f"{day:02d}.{month:02d}",
        f"{draw(st.sampled_from(['I', 'II', 'III', 'IV', '1-й', 'второй']))} квартал",
        f"{draw(st.sampled_from(['I', 'II', 'первое', '2-е']))} полугодие",
    ]
    return draw(st.sampled_from(forms))


@st.composite
def yearless_terms(draw: st.DrawFn) -> str:
    """A term as people write it that leaves its year to the plan."""
    month, begin, length = draw(st.integers(1, 12)), draw(st.integers(1, 14)), draw(st.integers(0, 14))
    first, last = (NOMINATIVE[draw(st.integers(0, 11))] for _ in range(2))
    forms = [
        draw(points()),
        f"{first} {draw(dashes)} {last}",
        f"с {begin} по {begin + length} {GENITIVE[month - 1]}",
        f"{begin}{draw(dashes)}{begin + length} {GENITIVE[month - 1]}",
        f"до {begin} {GENITIVE[month - 1]}",
        f"с {begin} {GENITIVE[month - 1]}",
        draw(st.sampled_from(["в течение года", "в течение учебного года", "постоянно", "до конца учебного года"])),
        draw(st.sampled_from(["I полугодие учебного года", "II полугодие учебного года"])),
    ]
    return draw(rhythms).format(draw(st.sampled_from(forms)))


@st.composite
def dated_terms(draw: st.DrawFn) -> str:
    """A term as people write it that names its year."""
    year, month, day = draw(written_years), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    first, last = (NOMINATIVE[draw(st.integers(0, 11))] for _ in range(2))
    word = draw(year_words)
    forms = [
        f"{first} {year}{word}",
        f"{first} {draw(dashes)} {last} {year}{word}",
        f"{first} {year} {draw(dashes)} {last} {year + 1}{word}",
        f"{day} {GENITIVE[month - 1]} {year}{word}",
        f"до {day:02d}.{month:02d}.{year}",
        f"с {day:02d}.{month:02d}.{year} по {day:02d}.{month:02d}.{year + 1}",
        f"{draw(st.sampled_from(['I', 'III', '4']))} квартал {year}{word}",
        f"{draw(st.sampled_from(['I', '2']))} полугодие {year}/{year + 1} учебного года",
        f"{year}/{year + 1} учебный год",
        f"в течение {year} года",
    ]
    return draw(rhythms).format(draw(st.sampled_from(forms)))


@given(st.one_of(yearless_terms(), dated_terms()), plan_years)
def test_a_well_formed_term_is_never_an_issue_and_never_ends_before_it_starts(text: str, plan: PlanYear) -> None:
    term = read_term(text, plan)

    assert isinstance(term, Term), text
    assert term.starts_on or term.ends_on
    assert not (term.starts_on and term.ends_on) or term.starts_on <= term.ends_on
    assert (term.recurrence is not None) == ("ежегодно" in text)


@given(dated_terms(), plan_years, plan_years)
def test_a_term_with_its_year_does_not_depend_on_the_plans_year(text: str, one: PlanYear, other: PlanYear) -> None:
    assert read_term(text, one) == read_term(text, other)


@pytest.mark.parametrize("text", [text for text in CORPUS if _YEAR.search(text)])
def test_no_text_of_the_corpus_with_its_year_depends_on_the_plans_year(text: str) -> None:
    assert len({repr(read_term(text, plan)) for plan in _PLANS}) == 1


@pytest.mark.parametrize("text", CORPUS)
@pytest.mark.parametrize("plan", _PLANS[:2], ids=["academic", "calendar"])
def test_blanks_case_and_dashes_do_not_matter(text: str, plan: PlanYear) -> None:
    spellings = [text.upper(), text.lower(), f" {text.replace(' ', '  ')}\n", text.replace(" ", "\u00a0")]
    spellings += [text.replace("–", dash) for dash in "-‐−—"]

    assert {_outcome(spelt, plan) for spelt in spellings} == {_outcome(text, plan)}


@given(st.one_of(yearless_terms(), dated_terms()), plan_years, st.data())
def test_every_spelling_of_a_generated_term_says_the_same(text: str, plan: PlanYear, data: st.DataObject) -> None:
    blank = data.draw(st.sampled_from([" ", "  ", "\u00a0", "\t", "\n"]))
    letters = [data.draw(st.sampled_from([letter, letter.upper()])) for letter in text]

    assert read_term("".join(letters).replace(" ", blank), plan) == read_term(text, plan)


def _outcome(text: str, plan: PlanYear) -> Term | TermFault:
    term = read_term(text, plan)
    return term if isinstance(term, Term) else term.code
