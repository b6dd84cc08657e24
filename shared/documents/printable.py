"""Keeps out of a document what XML cannot hold: people paste it without seeing it."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PartT = TypeVar("PartT")


def make_printable(part: PartT) -> PartT:
    """Return a document, or any part of one, without control characters in its texts."""
    if isinstance(part, str):
        return _UNPRINTABLE.sub("", part)  # type: ignore[return-value]  # of a str it is one
    if isinstance(part, tuple):
        return tuple(make_printable(one) for one in part)  # type: ignore[return-value]  # the same
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: make_printable(getattr(part, field.name)) for field in fields(part)})
    return part
