"""Where the values of an indicator stand in what computations keep, and which two periods count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shared.indicators.periods import parse_period
from shared.indicators.plan import IndicatorPlan

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What several computations have in common: then their values stand in the same order."""

    pack_code: str
    pack_version: str
    set_code: str | None
    period: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one indicator in the arrays of one shape."""

    shape: Shape
    indicator: str
    """`pack/indicator`."""
    is_own: bool
    """A value of schools; otherwise what each school adds to the municipality's."""
    place: int
    """From 1 on."""
    side: Side = "before"

    def as_row(self) -> dict[str, Any]:
        """Return the slot as the statement reads it."""
        names = ("pack_code", "pack_version", "set_code", "period")
        shape = {name: getattr(self.shape, name) for name in names} | {"options": dict(self.shape.options)}
        own = "true" if self.is_own else "false"
        return shape | {"indicator": self.indicator, "side": self.side, "is_own": own, "place": self.place}


def list_slots(shape: Shape, plan: IndicatorPlan, wanted: Sequence[str]) -> list[Slot]:
    """Return where a shape keeps the wanted indicators school by school."""
    own = [item for _, item in plan.list_items("school")]
    added = [item for _, item in plan.list_summed_items()]
    return [
        Slot(shape, f"{shape.pack_code}/{item.code}", is_own, place)
        for items, is_own in ((own, True), (added, False))
        for place, item in enumerate(items, start=1)
        if item.part_of is None and f"{shape.pack_code}/{item.code}" in wanted
    ]


def choose_sides(slots: Sequence[Slot], done_from: date, done_before: date) -> list[Slot]:
    """Return the slots of the last period before the year of the measures, and of the last that ends in it."""
    chosen = []
    for indicator in sorted({slot.indicator for slot in slots}):
        own = [(parse_period(slot.shape.period).last_day, slot) for slot in slots if slot.indicator == indicator]
        before = max((day for day, _ in own if day < done_from), default=None)
        after = max((day for day, _ in own if done_from <= day < done_before), default=None)
        sides: list[tuple[Side, date | None]] = [("before", before), ("after", after)]
        chosen += [
            Slot(slot.shape, indicator, slot.is_own, slot.place, side)
            for side, last_day in sides
            for day, slot in own
            if day == last_day
        ]
    return chosen
