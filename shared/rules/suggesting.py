"""Guesses what a mistyped word was meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches


def suggest(word: str, known: Iterable[str]) -> str:
    """Return `; возможно, «…»` for the nearest known word, or nothing."""
    close = get_close_matches(word, list(known), n=1)
    return f"; возможно, «{close[0]}»" if close else ""
