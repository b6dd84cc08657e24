"""Values of a municipality and what its schools added to them: as a computation kept them, or as they are now."""

from uuid import UUID

from sqlalchemy import Subquery
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.kept import select_kept_inputs
from shared.indicators.compiling.rolls import RollSource, published_rolls
from shared.indicators.compiling.sources import select_inputs
from shared.indicators.computing import IndicatorValue, stream_values
from shared.indicators.plan import IndicatorPlan
from shared.indicators.recorded import read_values
from shared.indicators.surveying import SurveyedSchool, stream_surveyed_schools
from shared.models import ComputedValues, Municipality


async def read_kept_values(
    session: AsyncSession, plan: IndicatorPlan, computation_id: UUID, municipality: Municipality
) -> list[IndicatorValue]:
    """Return the values of a municipality as a finished computation kept them, in the order of its plan."""
    key = (municipality.id, computation_id, "municipality", municipality.oktmo)
    return list(read_values(plan, await session.get_one(ComputedValues, key)))


async def survey_kept_schools(
    session: AsyncSession, plan: IndicatorPlan, computation_id: UUID, municipality_id: int
) -> dict[str, SurveyedSchool]:
    """Return what every school added and its deficits, from what a finished computation read."""
    return await _survey(session, plan, select_kept_inputs(plan, computation_id), municipality_id)


async def compute_town_values(session: AsyncSession, plan: IndicatorPlan, municipality_id: int) -> list[IndicatorValue]:
    """Compute the values of a municipality itself as they are now, in the order of the plan."""
    found = stream_values(session, plan, _read_rolls(plan), {}, [municipality_id])
    return [value async for value in found if isinstance(value, IndicatorValue) and value.level == "municipality"]


async def survey_schools(session: AsyncSession, plan: IndicatorPlan, municipality_id: int) -> dict[str, SurveyedSchool]:
    """Return what every school of a municipality adds to the values and its deficits, as they are now."""
    return await _survey(session, plan, select_inputs(plan, _read_rolls(plan)), municipality_id)


async def _survey(
    session: AsyncSession, plan: IndicatorPlan, inputs: Subquery, municipality_id: int
) -> dict[str, SurveyedSchool]:
    found = stream_surveyed_schools(session, plan, inputs, {}, [municipality_id])
    return {school.school_code: school async for school in found}


def _read_rolls(plan: IndicatorPlan) -> RollSource:
    return published_rolls({plan.period.academic_year, *(roll.academic_year for roll in plan.rolls)})
