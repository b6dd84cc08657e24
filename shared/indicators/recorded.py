"""Values as a computation kept them, read back item by item by the plan they were computed with."""

from collections.abc import Iterator
from uuid import UUID

from shared.indicators.compiling.records import ANSWERS
from shared.indicators.computing import IndicatorValue, PointsTotal
from shared.indicators.definition import Level
from shared.indicators.plan import IndicatorPlan
from shared.models import ComputedValues


def read_values(plan: IndicatorPlan, row: ComputedValues) -> Iterator[IndicatorValue]:
    """Yield the values of one object in the order of the plan, parts after their indicator."""
    level: Level = "school" if row.level == "school" else "municipality"
    factors = iter(row.factors)
    for place, (_, item) in enumerate(plan.list_items(level)):
        yield IndicatorValue(
            item=item,
            level=level,
            municipality_id=row.municipality_id,
            code=row.object_code,
            numerator=row.numerators[place],
            denominator=row.denominators[place],
            answer=ANSWERS.get(row.answers[place]),
            answered=row.answered[place],
            points=row.points[place],
            in_maximum=row.in_maximum[place],
            flags=tuple(dict.fromkeys((row.flags[place] or "").split())),
            reason=row.reasons[place],
            missing_schools=row.missing_schools[place],
            # A school's value lists no factors.
            factors=tuple((factor.code, next(factors)) for factor in item.factors if level == "municipality"),
        )


def read_total(row: ComputedValues) -> PointsTotal | None:
    """Return the points of one object; None where nothing of its level is scored."""
    if row.total is None or row.maximum is None:
        return None
    flags = ("incomplete",) if row.incomplete else ()
    return PointsTotal(row.level, row.municipality_id, row.object_code, row.total, row.maximum, flags)


def find_campaign(plan: IndicatorPlan, value: IndicatorValue, row: ComputedValues) -> UUID | None:
    """Return the campaign in which the object's own answer was accepted; None where it came from a file."""
    item = value.item
    if item.own is None or not value.answered:
        return None
    return row.campaign_ids[plan.sets.index(plan.cells[item.own].set_code)]
