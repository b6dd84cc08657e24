"""What a document consists of, without a word about how it looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text; level 1 are its sections."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text."""

    text: str


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Items that are counted from one on."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, its share of the width, what its cells hold."""

    title: str
    width: int = 1
    """In parts of the sum of all widths."""
    numeric: bool = False
    spanning: bool = False
    """An empty cell goes on with the one above it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; its header is repeated on every page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it is, how long, and what is written at its end."""

    label: str
    value: Fraction
    """0 to 1; the whole width is 1."""
    text: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars, one below the other; `description` says in words what the picture shows."""

    caption: str
    bars: tuple[Bar, ...]
    description: str


Block: TypeAlias = Heading | Paragraph | NumberedList | Table | BarChart


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex («Приложение 1»): begins on a page of its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; whoever approves and signs is a post or a body, never a person."""

    letterhead: tuple[str, ...]
    """Who issues it, from the widest to the narrowest; in the centre of the first page."""
    approval: tuple[str, ...]
    """The lines of the stamp: «УТВЕРЖДЕНО», by what, when; or «ПРОЕКТ»."""
    kind: str
    """What it is: «АНАЛИТИЧЕСКАЯ СПРАВКА»."""
    title: str
    """What it is about."""
    blocks: tuple[Block, ...]
    signature: str
    """The post that signs."""
    dated_on: date
    """Stands in the properties of the file, not the moment of rendering: equal documents are equal bytes."""
    annexes: tuple[Annex, ...] = ()
    landscape: bool = False
    """Printed across the page: of wide tables."""

    def list_charts(self) -> Iterator[BarChart]:
        """Yield every chart of text and annexes."""
        for blocks in (self.blocks, *(annex.blocks for annex in self.annexes)):
            yield from (block for block in blocks if isinstance(block, BarChart))
