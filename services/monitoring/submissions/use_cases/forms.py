"""The form of one participant: what it is asked, what the system knows, what stood there last time."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.submissions import queries
from services.monitoring.submissions.schemas import (
    Answer,
    FormElement,
    FormGroup,
    FormRead,
    FormValue,
    Questionnaire,
    Settled,
)
from services.monitoring.submissions.use_cases.assessing import get_questionnaire
from shared.indicators.asking import Question
from shared.models import Campaign, Submission
from shared.rules.explanation import format_percent


async def show_form(session: AsyncSession, campaign: Campaign, submission: Submission) -> FormRead:
    """Return the form of a participant."""
    asking = await get_questionnaire(session, campaign)
    questions = [question for question in asking.questions if question.element.level == submission.level]
    code, elements = submission.object_code, [question.element.code for question in questions]
    settled = await queries.list_settled(session, campaign.municipality_id, asking.plan, questions)
    given = (await queries.list_answers(session, campaign, [code])).get(code, {})
    previous: Mapping[str, Answer] = {}
    if asking.previous is not None:
        found = await queries.list_previous(session, campaign, asking.previous, [code], elements)
        previous = found.get(code, {})
    described = {
        question: _describe(asking, question, settled.get(code, {}), given, previous) for question in questions
    }
    return FormRead(
        campaign_id=campaign.id,
        level=submission.level,
        object_code=code,
        period=campaign.period,
        previous_period=asking.previous,
        groups=_group(asking, described),
        version=submission.version,
    )


def _group(asking: Questionnaire, described: Mapping[Question, FormElement]) -> list[FormGroup]:
    titles: dict[str | None, str | None] = {group.code: group.title for group in asking.one.groups}
    groups = [
        FormGroup(code=code, title=title, elements=[row for each, row in described.items() if each.group == code])
        for code, title in (titles | {None: None}).items()
    ]
    return [group for group in groups if group.elements]


def _describe(
    asking: Questionnaire,
    question: Question,
    settled: Mapping[str, Settled],
    given: Mapping[str, Answer],
    previous: Mapping[str, Answer],
) -> FormElement:
    element, known = question.element, settled.get(question.element.code)
    return FormElement(
        code=element.code,
        title=element.title,
        kind=element.kind,
        state=known.state if known else "asked",
        required=known is None and question.is_required,
        numerator_words=element.numerator,
        denominator_words=question.counted,
        source=element.source,
        evidence=_list_evidence(asking, question),
        derived_answer=known.answer if known else None,
        derived_share=_show_share(known),
        value=_show_value(given.get(element.code)),
        previous=_show_value(previous.get(element.code)),
    )


def _list_evidence(asking: Questionnaire, question: Question) -> list[str]:
    """List the documents by which this level confirms what the element is for."""
    wanted = set(question.indicators)
    titles = [
        one.title
        for one in asking.one.evidence
        if one.by == question.element.level and wanted.intersection(one.indicators)
    ]
    return list(dict.fromkeys(titles))


def _show_share(known: Settled | None) -> FormValue | None:
    if known is None or known.numerator is None:
        return None
    return _show_value(Answer(numerator=known.numerator, denominator=known.denominator))


def _show_value(value: Answer | None) -> FormValue | None:
    if value is None:
        return None
    percent = None
    if value.numerator is not None and value.denominator is not None:
        percent = format_percent(value.numerator, value.denominator)
    return FormValue(
        answer=value.answer,
        numerator=value.numerator,
        denominator=value.denominator,
        percent=percent,
        comment=value.comment,
    )
