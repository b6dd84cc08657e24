"""The grammar of a term: points of the year, ranges between them, and what stands open at one end."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.reference.academic_years import FIRST_YEAR, LAST_YEAR
from shared.terms.plan_years import AcademicYear, CalendarYear, PlanYear
from shared.terms.spans import (
    Span,
    Unit,
    make_day,
    make_months,
    make_part,
    make_school_half,
    make_school_year,
    make_whole_year,
)
from shared.terms.spelling import Token
from shared.terms.words import Word

_LEAST_YEAR = 1000
_CENTURY = 100


class NotATerm(ValueError):  # read aloud: this is not a term
    """Tokens that do not stand together as a term."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a term says: a begin, an end, or both; one span is both."""

    begin: Span | None
    end: Span | None


@dataclass(frozen=True, slots=True)
class _Loose:
    """A number before a dash, of a unit that is named behind it: «1–10 июня», «I–II квартал»."""

    number: int
    is_roman: bool


class TermGrammar:
    """Reads tokens from left to right; every method either takes what it names or raises NotATerm."""

    def __init__(self, tokens: Sequence[Token], plan_year: PlanYear) -> None:
        self._tokens = tokens
        self._plan_year = plan_year
        self._at = 0
        self._means_whole_year = False
        self._says_final = False

    def read(self) -> Reading:
        """Read all tokens as one term."""
        reading = self._read_term()
        if self._at < len(self._tokens):
            raise NotATerm
        return reading

    def _read_term(self) -> Reading:
        while self._take(Word.inside):
            pass
        if self._take(Word.always):
            whole = make_whole_year(self._plan_year)
            return Reading(whole, whole)
        if self._take(Word.until):
            return Reading(None, self._read_span())
        is_open = self._take(Word.since) is not None
        self._means_whole_year = self._take(Word.during) is not None
        begin = self._read_point()
        if self._take(Word.dash, Word.through, Word.until):
            end = self._read_span()
            whole = _complete(begin, end) if isinstance(begin, _Loose) else begin
            if (whole.unit is Unit.year) != (end.unit is Unit.year) and not self._says_final:
                # «Сентябрь 2021–2022»: one month, or until the end of the second year?
                raise NotATerm
            return Reading(whole, end)
        if isinstance(begin, _Loose):
            raise NotATerm
        return Reading(begin, None if is_open else begin)

    def _read_span(self) -> Span:
        point = self._read_point()
        if isinstance(point, _Loose):
            raise NotATerm
        return point

    def _read_point(self) -> "Span | _Loose":
        if taken := self._take(Word.whole, Word.final):
            self._means_whole_year = True
            self._says_final = taken.word is Word.final
        token = self._take(Word.number, Word.roman, Word.day_date, Word.month_date, Word.month, Word.school, Word.year)
        if token is None:
            raise NotATerm
        if token.word in {Word.day_date, Word.month_date}:
            return self._read_figures(token)
        if token.word is Word.month:
            return make_months(token.number, token.number, Unit.month, self._read_year_behind())
        if token.word is Word.school:
            return self._read_school_year()
        if token.word is Word.year:
            return self._read_whole_year()
        if token.word is Word.number and token.number >= _LEAST_YEAR:
            return _of_named(self._read_year(token.number))
        return self._read_counted(token)

    def _read_counted(self, token: Token) -> "Span | _Loose":
        """Read what follows a small number: a month, a quarter, a half-year, or nothing yet."""
        if token.word is Word.number and (month := self._take(Word.month)):
            return make_day(month.number, token.number, self._read_year_behind())
        if self._take(Word.quarter):
            return _existing(make_part(token.number, Unit.quarter, self._read_year_behind()))
        if self._take(Word.half):
            return self._read_half(token.number)
        return _Loose(token.number, is_roman=token.word is Word.roman)

    def _read_half(self, number: int) -> Span:
        if self._take(Word.school):
            self._require(Word.year)
            return _existing(make_school_half(number, self._read_year_behind()))
        year = self._read_year_behind()
        if isinstance(year, AcademicYear):
            return _existing(make_school_half(number, year))
        return _existing(make_part(number, Unit.half, year))

    def _read_figures(self, token: Token) -> Span:
        if token.year is None:
            return make_day(token.month, token.number, self._read_year_behind())
        self._take(Word.year)
        year = CalendarYear(_known(token.year))
        if token.word is Word.month_date:
            return make_months(token.month, token.month, Unit.month, year)
        return make_day(token.month, token.number, year)

    def _read_school_year(self) -> Span:
        self._require(Word.year)
        named = self._read_year_behind()
        if isinstance(named, CalendarYear):
            # «Учебный год 2022»: which of the two it is nobody can tell.
            raise NotATerm
        return _of_named(named) if named else make_school_year(self._plan_year)

    def _read_whole_year(self) -> Span:
        if not self._means_whole_year:
            raise NotATerm
        return make_whole_year(self._plan_year)

    def _read_year_behind(self) -> PlanYear | None:
        """Read the year behind a point, where one stands there."""
        start = self._at
        self._take(Word.comma)
        token = self._take(Word.number)
        if token is None or token.number < _LEAST_YEAR:
            self._at = start
            return None
        return self._read_year(token.number)

    def _read_year(self, number: int) -> PlanYear:
        """Read what follows a year of four figures: the second year of an academic one, the word «год», or nothing."""
        start = self._at
        if self._take(Word.dash, Word.slash) and (second := self._take(Word.number)) and self._is_school_year_here():
            if second.number not in {number + 1, (number + 1) % _CENTURY}:
                raise NotATerm
            return AcademicYear(_known(number))
        self._at = start
        self._take(Word.year)
        return CalendarYear(_known(number))

    def _is_school_year_here(self) -> bool:
        """Take «учебный год» behind two years; before them, as in «учебного года 2021/2022», it has been taken."""
        if self._take(Word.school):
            self._take(Word.year)
            return True
        taken = [token.word for token in self._tokens[: self._at]]
        return Word.school in taken and self._at == len(self._tokens)

    def _take(self, *words: Word) -> Token | None:
        if self._at < len(self._tokens) and self._tokens[self._at].word in words:
            self._at += 1
            return self._tokens[self._at - 1]
        return None

    def _require(self, word: Word) -> None:
        if not self._take(word):
            raise NotATerm


def _complete(loose: _Loose, following: Span) -> Span:
    if following.unit is Unit.day and not loose.is_roman:
        return make_day(following.first[0], loose.number)
    if following.unit is Unit.quarter:
        return _existing(make_part(loose.number, Unit.quarter))
    raise NotATerm


def _of_named(year: PlanYear) -> Span:
    if isinstance(year, AcademicYear):
        return make_months(9, 5, Unit.year, year)
    return make_months(1, 12, Unit.year, year)


def _existing(span: Span | None) -> Span:
    if span is None:
        raise NotATerm
    return span


def _known(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotATerm
    return year
