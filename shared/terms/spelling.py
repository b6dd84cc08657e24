"""Makes spelling not matter: case, dashes, blanks, look-alike letters; then cuts a term into tokens."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from shared.terms.words import MONTHS, ORDINALS, WORDS, Word

_DASHES = re.compile("[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]|--+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_CYRILLIC = re.compile("[а-я]")
# A Latin letter that looks like a Cyrillic one is typed by mistake; «c 1 по 10 июня» is the usual case.
_LOOKALIKES = str.maketrans("abcehkmoptxy", "авсенкмортху")
_ROMAN_LOOKALIKES = str.maketrans("іӏ", "ii")
_TOKEN = re.compile(
    r"(?P<date>(?<!\d)\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d))"
    r"|(?P<month_year>(?<![\d.])(?:0?[1-9]|1[0-2])\.\d{4}(?!\d))"
    r"|(?P<day_month>(?<![\d.])\d{1,2}\.\d{1,2}(?![\d]))"
    r"|(?P<number>\d+)(?:-?(?:го|е|ое|й|ый|ой|я|ая)(?![а-яa-z]))?"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>-)|(?P<slash>/)|(?P<comma>[,;])|(?P<blank>[\s.]+)|(?P<other>.)"
)
# What says the same in more words, or nothing about dates.
_SAME = (
    (re.compile(r"\bне (?:позднее|позже),?(?: чем)?\b"), "до"),
    (re.compile(r"\bна протяжении\b"), "в течение"),
    (re.compile(r"\bг\. ?г\b"), "гг"),
    (re.compile(r"^(?:в )?срок:? |,? ?\bвключительно\b|\bначиная (?=со? )"), ""),
)
# A small raised figure marks a footnote: read as a digit it would make another number.
_RAISED = re.compile("[\u00b2\u00b3\u00b9\u2070-\u209f]")
_TWO_FIGURES = 99
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a term: what it is, and its number where it has one."""

    word: Word
    number: int = 0
    month: int = 0
    year: int | None = None
    """The last two belong to dates in figures; `number` is their day."""


class UnknownWord(ValueError):  # read aloud: the word is unknown
    """A piece of a term that no term may have."""


def fold(text: str) -> str:
    """Return the text with one spelling of everything that spelling must not decide."""
    visible = _RAISED.sub("^", _INVISIBLE.sub("", text))
    folded = unicodedata.normalize("NFKC", visible).casefold().replace("ё", "е")
    folded = " ".join(_DASHES.sub("-", folded).split())
    return re.sub(r"[^\W\d_]+", _unmix, folded).strip(" .,;:")


def _unmix(match: re.Match[str]) -> str:
    word = match[0]
    if set(roman := word.translate(_ROMAN_LOOKALIKES)) <= set("iv"):
        return roman
    if _CYRILLIC.search(word) or len(word) == 1:
        return word.translate(_LOOKALIKES)
    return word


def tokenise(folded: str) -> list[Token]:
    """Cut a folded term into tokens; raise UnknownWord at the first piece that no term may have."""
    if iso := _ISO.fullmatch(folded):
        # Spreadsheets turn what looks like a date into one, and readers write it so.
        kind = Word.day_date if iso[3] else Word.month_date
        return [Token(kind, int(iso[3] or 0), int(iso[2]), int(iso[1]))]
    for pattern, same in _SAME:
        folded = pattern.sub(same, folded)
    return list(_list_tokens(folded))


def _list_tokens(plain: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(plain):
        kind, piece = match.lastgroup or "", match[0]
        if kind == "word":
            yield _read_word(piece)
        elif kind == "number":
            yield Token(Word.number, int(match["number"]))
        elif kind in {"date", "day_month", "month_year"}:
            yield _read_figures(kind, piece)
        elif kind in {"dash", "slash", "comma"}:
            yield Token(Word(kind))
        elif kind == "other":
            raise UnknownWord(piece)


def _read_word(word: str) -> Token:
    if word in MONTHS:
        return Token(Word.month, MONTHS[word])
    if word in ORDINALS:
        return Token(Word.roman, ORDINALS[word])
    if word in WORDS:
        return Token(WORDS[word])
    raise UnknownWord(word)


def _read_figures(kind: str, piece: str) -> Token:
    figures = [int(part) for part in re.split("[./]", piece)]
    if kind == "month_year":
        return Token(Word.month_date, 0, figures[0], figures[1])
    if kind == "day_month":
        return Token(Word.day_date, figures[0], figures[1])
    # Two figures of a year are of this century.
    return Token(Word.day_date, figures[0], figures[1], figures[2] if figures[2] > _TWO_FIGURES else 2000 + figures[2])
