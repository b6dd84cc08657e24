"""Shapes of indicators before and after."""

from pydantic import Field

from shared.http.schemas import ResponseModel


class IndicatorShare(ResponseModel):
    """A value: a share, or a count or answer (1 for yes) without denominator."""

    numerator: int
    denominator: int | None
    percent: str | None = Field(description="For display, two decimals, half up.")


class IndicatorGroup(ResponseModel):
    """What became of an indicator in a group of schools; sums are over schools known in both periods."""

    schools: int
    known: int = Field(description="Schools with a value in both periods.")
    rose: int
    fell: int
    same: int
    before: IndicatorShare | None
    after: IndicatorShare | None


class IndicatorEffect(ResponseModel):
    """An indicator that the measure names: the schools with the measure beside those of the comparison."""

    indicator: str = Field(description="`pack/indicator`.")
    period_before: str | None = Field(description="The last period that ended before the year of the measures.")
    period_after: str | None = Field(description="The last period that ended in that year.")
    with_measure: IndicatorGroup
    comparison: IndicatorGroup


class SchoolIndicator(ResponseModel):
    """The values of one indicator at one school."""

    indicator: str = Field(description="`pack/indicator`.")
    period_before: str | None
    before: IndicatorShare | None
    period_after: str | None
    after: IndicatorShare | None
