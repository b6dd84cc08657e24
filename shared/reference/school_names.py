"""Names of schools as people search for them: «МБОУ "СОШ № 1"» is also `сош 1` and `школа №1`.

Both sides are normalised by the same SQL function `school_search_text`: case, ё, quotes, number signs, and
abbreviations written out. What is stored is a generated column, so that no writer can forget it.
"""

from typing import Any

from sqlalchemy import ColumnElement, all_, func
from sqlalchemy.orm import InstrumentedAttribute


def name_matches(search_text: InstrumentedAttribute[Any], wanted: str) -> ColumnElement[bool]:
    """Return the condition that a name has every wanted word: numbers as they are, words as they begin.

    What holds neither letters nor digits matches nothing.
    """
    return search_text.like(all_(func.school_name_patterns(wanted)))
