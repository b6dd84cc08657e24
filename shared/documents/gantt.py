"""Gantt charts (диаграмма Ганта) as SVG: rows of bars over a month axis, readable on paper without colours too."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

from shared.documents.printable import make_printable

SVG_MEDIA_TYPE = "image/svg+xml"
BarKind = Literal["planned", "in_progress", "done", "overdue", "cancelled"]
Opening = Literal["", "left", "right"]

# Pixels; printed on A4 across, one is a quarter of a millimetre.
_WIDTH, _MARGIN = 1180, 20
_TEXT_WIDTH, _NUMBER_WIDTH, _DONE_WIDTH = 430, 44, 58
_CHART = _MARGIN + _NUMBER_WIDTH + _TEXT_WIDTH + _DONE_WIDTH
_CHART_WIDTH = _WIDTH - _MARGIN - _CHART
_ROW, _LINE, _FONT = 36, 14, 11.5
_SECTION_LINE, _SECTION_PADDING = 15, 10
_NARROWEST_MONTH = 21
_LEAST_BAR = 4.0
_MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
# Widths of letters in parts of the font's size, rounded up, so that no title is cut by the column beside it.
_WIDE, _NARROW = frozenset("шщмжюыфШЩМЖЮЫФДОQWMmw—№@"), frozenset(" .,:;'!|()[]-iljtfrгт«»/")


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time; without a first or a last day it is open on that side."""

    starts_on: date | None
    ends_on: date | None
    kind: BarKind


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One row; `note` stands in its place in the chart where it has no days."""

    number: str
    title: str
    done: str
    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class GanttSection:
    """Rows under a heading; none where the plan has none."""

    title: str | None
    rows: tuple[GanttRow, ...]


@dataclass(frozen=True, slots=True)
class GanttChart:
    """A whole chart: what stands above it, the days it covers, today, what its colours mean."""

    title: str
    subtitle: str
    starts_on: date
    ends_on: date
    today: date
    sections: tuple[GanttSection, ...]
    legend: tuple[tuple[BarKind, str], ...]


def draw_gantt(chart: GanttChart) -> bytes:
    """Draw a chart as SVG; equal charts are equal bytes, every text is escaped."""
    picture = _Picture(make_printable(chart))
    return _environment().get_template("gantt.svg.jinja").render(picture=picture).encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("shared.documents", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    """A bar in pixels, and how it ends where it is open."""

    x: float
    y: float
    width: float
    kind: BarKind
    opens: Opening


class _Picture:
    """Places everything; the template only writes it down."""

    width, margin, chart, chart_width, line = _WIDTH, _MARGIN, _CHART, _CHART_WIDTH, _LINE
    right, row_height = _CHART + _CHART_WIDTH, _ROW
    done_middle = _CHART - _DONE_WIDTH / 2

    def __init__(self, chart: GanttChart) -> None:
        self.subtitle, self.legend = chart.subtitle, chart.legend
        self.heading = wrap(chart.title, _WIDTH - 2 * _MARGIN, 17, 3)
        self.first = chart.starts_on.replace(day=1)
        last = chart.ends_on
        self.last = last.replace(day=monthrange(last.year, last.month)[1])
        self._days = (self.last - self.first).days + 1
        self.axis = 40 + 21 * len(self.heading) + 26
        self.top = self.axis + 40
        self.headings: list[tuple[int, int, list[str]]] = []
        """Of sections: where they begin, how high they are, their lines."""
        self.rows: list[tuple[int, GanttRow, list[str]]] = []
        self.shapes: list[_Shape] = []
        self.bottom = self._place_rows(chart)
        self.height = self.bottom + 56
        self.today = chart.today if self.first <= chart.today <= self.last else None
        self.today_x = round(self._x(chart.today), 1)

    @property
    def years(self) -> list[tuple[float, float, int]]:
        """List the years: left edge, middle, number."""
        found = []
        for year in range(self.first.year, self.last.year + 1):
            left, right = max(self.first, date(year, 1, 1)), min(self.last, date(year, 12, 31))
            edges = self._x(left), self._x(right + timedelta(days=1))
            found.append((round(edges[0], 1), round(sum(edges) / 2, 1), year))
        return found

    @property
    def months(self) -> list[tuple[float, float, str]]:
        """List the months: left edge, middle, name; of months too narrow for a name every third has one."""
        firsts = list(_list_months(self.first, self.last))
        is_narrow = _CHART_WIDTH / len(firsts) < _NARROWEST_MONTH + 4
        found = []
        for first in firsts:
            edges = self._x(first), self._x(first + timedelta(days=monthrange(first.year, first.month)[1]))
            name = "" if is_narrow and first.month % 3 != 1 else _MONTHS[first.month - 1]
            found.append((round(edges[0], 1), round(sum(edges) / 2, 1), name))
        return found

    def _place_rows(self, chart: GanttChart) -> int:
        y = self.top
        for section in chart.sections:
            if section.title:
                lines = wrap(section.title, _WIDTH - 2 * _MARGIN - 16, 12.5, 3)
                height = _SECTION_LINE * len(lines) + _SECTION_PADDING
                self.headings.append((y, height, lines))
                y += height
            for row in section.rows:
                self.rows.append((y, row, wrap(row.title, _TEXT_WIDTH - 12, _FONT, 2)))
                self.shapes += [shape for bar in row.bars if (shape := self._place(bar, y))]
                y += _ROW
        return y

    def _place(self, bar: Bar, y: int) -> _Shape | None:
        """Return a bar inside the chart, None for one that lies outside or has no days."""
        first, last = bar.starts_on or self.first, bar.ends_on or self.last
        if (bar.starts_on or bar.ends_on) is None or last < self.first or first > self.last:
            return None
        left = self._x(max(first, self.first))
        right = self._x(min(last, self.last) + timedelta(days=1))
        opens: Literal["", "left", "right"] = (
            "left" if bar.starts_on is None else "right" if bar.ends_on is None else ""
        )
        return _Shape(round(left, 1), y + 9, round(max(right - left, _LEAST_BAR), 1), bar.kind, opens)

    def _x(self, day: date) -> float:
        return _CHART + (day - self.first).days / self._days * _CHART_WIDTH


def wrap(text: str, width: float, size: float, most: int) -> list[str]:
    """Break a text into at most so many lines of a width; what is cut off is told by «…»."""
    lines, rest = [""], text.split()
    while rest:
        word = rest.pop(0)
        joined = f"{lines[-1]} {word}".strip()
        if _measure(joined, size) <= width:
            lines[-1] = joined
        elif not lines[-1]:
            # A word wider than the column, an address perhaps, is cut.
            fitting = next(end for end in range(len(word), 0, -1) if end == 1 or _measure(word[:end], size) <= width)
            lines[-1], rest = word[:fitting], [word[fitting:], *rest] if word[fitting:] else rest
        else:
            lines.append("")
            rest.insert(0, word)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and _measure(f"{last}…", size) > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip(' ,.;:–-')}…"]


def _tell_opening(bar: Bar) -> Opening:
    if bar.starts_on is None:
        return "left"
    return "right" if bar.ends_on is None else ""


def _measure(text: str, size: float) -> float:
    return size * sum(_width_of(sign) for sign in text)


def _width_of(sign: str) -> float:
    if sign in _WIDE:
        return 0.86
    if sign in _NARROW:
        return 0.4
    return 0.72 if sign.isupper() else 0.56


def _list_months(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)
