"""Splits a cell of responsible parties into parties."""

import re
from collections.abc import Iterable

_SEPARATOR = re.compile(r"\s*[,;\n]\s*")
_ENDS_HERE = r"(?=\s*(?:[,;\n]|$))"
_QUOTES = "[«»„“”\"']"
_BLANKS = re.compile(r"\s+")
_NOBODY = re.compile(r"[\s\-‐-―−]*")


class KnownParties:
    """Names of parties that programmes know; a name that holds a comma is still one party (B52)."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Take the names; blanks, quotes and case do not matter in them."""
        patterns = [_to_pattern(name) for name in sorted(names, key=len, reverse=True)]
        self._known = re.compile(f"(?:{'|'.join(patterns)}){_ENDS_HERE}" if patterns else r"(?!)", re.IGNORECASE)

    def split(self, text: str) -> list[str]:
        """Return the parties as written: known ones whole, the others cut at comma, semicolon or line break."""
        parties: list[str] = []
        rest = text.strip()
        while rest:
            known = self._known.match(rest)
            separator = _SEPARATOR.search(rest, known.end() if known else 0)
            parties.append(_BLANKS.sub(" ", rest[: separator.start()] if separator else rest).strip())
            rest = rest[separator.end() :] if separator else ""
        return [party for party in parties if not _NOBODY.fullmatch(party)]


def _to_pattern(name: str) -> str:
    words = (re.sub(_QUOTES, "\0", word) for word in name.split())
    return r"\s+".join(re.escape(word).replace("\0", _QUOTES) for word in words)
