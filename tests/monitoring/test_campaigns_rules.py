"""Terms of campaigns, without a database."""

from datetime import date

import pytest

from services.monitoring.campaigns.rules import find_analysis_day
from shared.indicators.definition import Conduct

_CONDUCT = Conduct(analysis_days=14, source="003")


@pytest.mark.parametrize(
    ("ends_on", "on_working_day", "due_on"),
    [
        (date(2023, 7, 31), False, date(2023, 8, 14)),
        (date(2023, 7, 29), False, date(2023, 8, 12)),
        (date(2023, 7, 29), True, date(2023, 8, 14)),
        (date(2023, 7, 30), True, date(2023, 8, 14)),
        (date(2023, 7, 28), True, date(2023, 8, 11)),
        (date(2023, 12, 31), False, date(2024, 1, 14)),
    ],
)
def test_the_term_is_counted_from_the_day_after_and_moves_only_off_a_weekend(
    ends_on: date, on_working_day: bool, due_on: date
) -> None:
    assert find_analysis_day(_CONDUCT, ends_on, on_working_day=on_working_day) == due_on


def test_a_programme_that_prints_no_term_has_none() -> None:
    assert find_analysis_day(Conduct(source="002"), date(2023, 9, 30), on_working_day=True) is None
    assert find_analysis_day(None, date(2023, 9, 30), on_working_day=False) is None
