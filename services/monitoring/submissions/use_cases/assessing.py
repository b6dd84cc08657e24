"""Judges submissions: of one campaign any number with the same few statements."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.use_cases.sets import get_set_of
from services.monitoring.submissions import queries, rules
from services.monitoring.submissions.schemas import Assessment, Known, Questionnaire
from shared.indicators.asking import list_questions
from shared.indicators.periods import find_previous_period
from shared.indicators.resolving import resolve_indicators
from shared.models import Campaign, Submission
from shared.reference.catalogue import read_catalogue


async def get_questionnaire(session: AsyncSession, campaign: Campaign) -> Questionnaire:
    """Return what a campaign asks, by the version of the pack and the options that it names."""
    found = await get_set_of(session, campaign)
    plan = resolve_indicators(found.pack, found.period, campaign.options, await read_catalogue(session))
    one = found.one
    previous = find_previous_period(found.period, one.period)
    questions = list_questions(plan, one)
    counted = {question.counted for question in questions}
    registered = {
        each.code: each.denominator for each in found.pack.elements if each.denominator and each.denominator in counted
    }
    return Questionnaire(one, plan, questions, previous.text if previous else None, registered)


async def assess_submissions(
    session: AsyncSession, campaign: Campaign, asking: Questionnaire, submissions: Sequence[Submission]
) -> dict[str, Assessment]:
    """Judge submissions of one campaign, by the code of their object."""
    codes = [submission.object_code for submission in submissions]
    elements = [question.element.code for question in asking.questions]
    settled = await queries.list_settled(session, campaign.municipality_id, asking.plan, asking.questions)
    given = await queries.list_answers(session, campaign, codes)
    previous = {}
    if asking.previous is not None:
        previous = await queries.list_previous(session, campaign, asking.previous, codes, elements)
    year = asking.plan.period.academic_year
    registered = await queries.list_registered(session, campaign.municipality_id, year, asking.registered, codes)
    levels = {submission.object_code: submission.level for submission in submissions}
    return {
        code: rules.assess(
            [question for question in asking.questions if question.element.level == level],
            Known(settled.get(code, {}), previous.get(code, {}), registered.get(code, {})),
            given.get(code, {}),
        )
        for code, level in levels.items()
    }
