"""The words of terms, folded: what each form of a word stands for."""

from enum import StrEnum
from itertools import chain


class Word(StrEnum):
    """What a token of a term is."""

    number = "number"
    day_date = "day_date"
    month_date = "month_date"
    month = "month"
    roman = "roman"
    year = "year"
    school = "school"
    quarter = "quarter"
    half = "half"
    since = "since"
    through = "through"
    until = "until"
    inside = "inside"
    during = "during"
    whole = "whole"
    final = "final"
    always = "always"
    dash = "dash"
    slash = "slash"
    comma = "comma"
    conjunction = "conjunction"


_SOFT = ("ь", "я", "е", "ю")
_MONTH_FORMS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("январ", _SOFT, "янв"),
    ("феврал", _SOFT, "фев февр"),
    ("март", ("", "а", "е", "у"), "мар"),
    ("апрел", _SOFT, "апр"),
    ("ма", ("й", "я", "е", "ю"), ""),
    ("июн", _SOFT, "июн"),
    ("июл", _SOFT, "июл"),
    ("август", ("", "а", "е", "у"), "авг"),
    ("сентябр", _SOFT, "сен сент"),
    ("октябр", _SOFT, "окт"),
    ("ноябр", _SOFT, "ноя нояб"),
    ("декабр", _SOFT, "дек"),
)
MONTHS: dict[str, int] = {
    form: number
    for number, (stem, endings, abbreviations) in enumerate(_MONTH_FORMS, start=1)
    for form in chain((stem + ending for ending in endings), abbreviations.split())
}

# Recognised scans read Ⅱ and Ⅲ as «П» and «Ш»; before «квартал» and «полугодие» nothing else can be meant.
ORDINALS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "i первый первое первая первого первой первом",
            "ii п второй второе вторая второго втором",
            "iii ш третий третье третья третьего третьей третьем",
            "iv четвертый четвертое четвертая четвертого четвертой четвертом",
        ),
        start=1,
    )
    for word in words.split()
}

_FORMS: dict[Word, str] = {
    Word.year: "г гг год года году годы годов годах",
    Word.school: "уч учебн учебный учебного учебном учебному учебные учебных учебной",
    Word.quarter: "кв квартал квартала квартале кварталу кварталы кварталов кварталах",
    Word.half: "полугодие полугодия полугодии полугодию",
    Word.since: "с со",
    Word.through: "по",
    Word.until: "до к ко",
    Word.inside: "в во период",
    Word.during: "течение течении",
    Word.whole: "весь всего всем",
    Word.final: "конца",
    Word.always: "постоянно",
    Word.conjunction: "и",
}
WORDS: dict[str, Word] = {form: word for word, forms in _FORMS.items() for form in forms.split()}
