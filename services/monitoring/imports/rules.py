"""Pure logic of imports: what a campaign asks, as the statements of its merge want it."""

from services.monitoring.imports.schemas import AskedElements
from shared.indicators.definition import IndicatorSet, list_set_elements


def list_asked(one: IndicatorSet) -> AskedElements:
    """List the elements of a set in columns, and its indicators that are computed."""
    elements = list_set_elements(one)
    return AskedElements(
        element_codes=[element.code for element in elements],
        element_levels=[element.level for element in elements],
        element_kinds=[element.kind for element in elements],
        derived_codes=[indicator.code for indicator in one.indicators if not indicator.asked],
    )
