"""What is wrong with the values of a form, and what may be done with it: pure rules over the packs of the product."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from services.monitoring.campaigns.rules import Deadline
from services.monitoring.submissions.errors import AnswersClosed, SubmissionNotEditable, SubmissionNotSubmitted
from services.monitoring.submissions.rules import assess, list_actions, require_action
from services.monitoring.submissions.schemas import Answer, CampaignView, Known, Settled, SubmissionAction
from shared.access.principals import Principal
from shared.access.scopes import SCOPES
from shared.errors import Conflict
from shared.indicators.asking import Question, list_questions
from shared.indicators.periods import find_previous_period, parse_period
from shared.models import Campaign, Submission
from tests.shared.indicators.trial import load_known_pack, make_plan

WHOLE, PART = "s-2.3.2.1", "s-2.3.2.1-subject"
ANSWER = "s-2.3.3.5"
DEADLINE = Deadline(datetime(2022, 12, 10, 17, tzinfo=UTC), is_over=False)


def list_norilsk() -> list[Question]:
    """Return what a school is asked of 002 §2.3."""
    monitoring = load_known_pack("norilsk-2022").monitoring
    assert monitoring is not None
    questions = list_questions(make_plan("norilsk-2022", "2022/2023"), monitoring.sets[0])
    return [question for question in questions if question.element.level == "school"]


def share(numerator: int | None, denominator: int | None, comment: str | None = None) -> Answer:
    return Answer(None, numerator, denominator, comment)


@pytest.mark.parametrize(
    ("given", "previous", "expected"),
    [
        pytest.param({WHOLE: share(41, 40)}, {}, [(WHOLE, "numerator", "error", "numerator_exceeds_denominator")]),
        pytest.param({WHOLE: share(4, None)}, {}, [(WHOLE, "denominator", "error", "not_a_count")], id="half a pair"),
        pytest.param(
            {WHOLE: share(1, 10_000_000)}, {}, [(WHOLE, "denominator", "error", "not_a_count")], id="out of range"
        ),
        pytest.param({ANSWER: share(1, None)}, {}, [(ANSWER, "numerator", "error", "number_not_expected")]),
        pytest.param(
            {WHOLE: share(4, 40), PART: share(2, 38)},
            {},
            [(PART, "denominator", "error", "denominators_differ")],
            id="one number in two forms",
        ),
        pytest.param(
            {WHOLE: share(4, 40), PART: share(5, 40)}, {}, [(PART, "numerator", "error", "part_exceeds_whole")]
        ),
        pytest.param({WHOLE: share(12, 40)}, {WHOLE: share(4, 40)}, [], id="20 points exactly"),
        pytest.param({WHOLE: share(13, 40)}, {WHOLE: share(4, 40)}, [(WHOLE, "numerator", "warning", "jump")]),
        pytest.param({WHOLE: share(0, 0)}, {WHOLE: share(4, 40)}, [], id="nobody now"),
        pytest.param({WHOLE: share(4, 40), PART: share(4, 40), ANSWER: Answer("yes")}, {ANSWER: Answer("no")}, []),
    ],
)
def test_values_are_judged_for_themselves_among_each_other_and_against_the_last_period(
    given: dict[str, Answer], previous: dict[str, Answer], expected: list[tuple[str, str, str, str]]
) -> None:
    assessment = assess(list_norilsk(), Known(previous=previous), given)

    assert [(each.element, each.column, each.severity, each.code) for each in assessment.issues] == expected


@pytest.mark.parametrize(("number", "jumps"), [(5, False), (4, True), (15, False), (16, True)])
def test_a_count_jumps_when_it_moved_by_more_than_half(number: int, *, jumps: bool) -> None:
    monitoring = load_known_pack("norilsk-2022").monitoring
    assert monitoring is not None
    asked = list_questions(make_plan("norilsk-2022", "2022/2023"), monitoring.sets[0])
    sites = [question for question in asked if question.element.code == "2.3.3.7"]

    assessment = assess(sites, Known(previous={"2.3.3.7": share(10, None)}), {"2.3.3.7": share(number, None)})

    assert [issue.code for issue in assessment.issues] == ["jump"] * jumps


@pytest.mark.parametrize(("registered", "doubted"), [(40, False), (38, True)])
def test_a_number_that_identification_knows_otherwise_is_doubted(registered: int, *, doubted: bool) -> None:
    known = Known(registered={"все педагогические работники школы": registered})

    assessment = assess(list_norilsk(), known, {WHOLE: share(4, 40)})

    told = [(issue.severity, issue.code, issue.column) for issue in assessment.issues]
    assert told == [("warning", "differs_from_register", "denominator")] * doubted


def test_a_comment_explains_a_warning_and_no_error() -> None:
    jump = assess(list_norilsk(), Known(previous={WHOLE: share(4, 40)}), {WHOLE: share(40, 40, "Все прошли в августе")})
    fault = assess(list_norilsk(), Known(), {WHOLE: share(41, 40, "Так и есть")})

    assert [issue.is_open for issue in jump.issues] == [False]
    assert [issue.is_open for issue in fault.issues] == [True]


def test_what_is_settled_is_neither_asked_nor_missed() -> None:
    questions = list_norilsk()

    before = assess(questions, Known(), {})
    after = assess(questions, Known({"s-2.3.1.1": Settled("derived", "yes")}), {})

    assert (before.asked, after.asked) == (len(questions), len(questions) - 1)
    assert [issue.code for issue in before.blockers] == ["unanswered"] * len(questions)
    assert {issue.element for issue in before.blockers} - {issue.element for issue in after.blockers} == {"s-2.3.1.1"}


def test_a_fault_is_told_even_where_nobody_asked() -> None:
    known = Known({WHOLE: Settled("not_applicable", None)})

    assessment = assess(list_norilsk(), known, {WHOLE: share(41, 40)})

    assert [issue.code for issue in assessment.issues] == ["numerator_exceeds_denominator"]
    assert assessment.filled == 0


def test_a_number_of_the_municipality_may_be_left_to_the_sum_over_its_schools() -> None:
    monitoring = load_known_pack("indicator-points").monitoring
    assert monitoring is not None

    questions = list_questions(make_plan("indicator-points", "2022/2023"), monitoring.sets[0])

    optional = {question.element.code for question in questions if not question.is_required}
    assert optional == {"m-2.3.1", "m-2.3.1-subject", "m-2.3.1-methodical", "m-2.3.1-psychological"}
    assert {question.whole for question in questions if question.element.code in optional} == {None, "m-2.3.1"}
    assert [question.element.code for question in questions if question.group is None] == []


@pytest.mark.parametrize(
    ("pack", "at", "period", "previous"),
    [
        ("norilsk-2022", 0, "2022/2023", "2021/2022"),
        ("norilsk-2022", 2, "2023-01", "2022-06"),
        ("norilsk-2022", 2, "2023-06", "2023-01"),
        ("ulchsky", 0, "2022-07", "2021-12"),
        ("norilsk-2022", 0, "1990/1991", None),
    ],
)
def test_the_period_before_is_the_one_in_which_the_set_was_last_monitored(
    pack: str, at: int, period: str, previous: str | None
) -> None:
    monitoring = load_known_pack(pack).monitoring
    assert monitoring is not None

    found = find_previous_period(parse_period(period), monitoring.sets[at].period)

    assert (found and found.text) == previous


MATRIX: dict[str, set[SubmissionAction]] = {
    "draft": {"save_values", "submit"},
    "submitted": {"accept", "return"},
    "accepted": {"return"},
    "returned": {"save_values", "submit"},
}
ACTIONS: tuple[SubmissionAction, ...] = ("save_values", "submit", "accept", "return")


@pytest.mark.parametrize("campaign_state", ["planned", "open", "closed", "analysed", "published"])
@pytest.mark.parametrize("state", sorted(MATRIX))
def test_what_may_be_done_is_what_is_offered(state: str, campaign_state: str) -> None:
    submission, campaign = Submission(state=state), Campaign(state=campaign_state)
    principal = Principal(uuid4(), "отдел", frozenset(SCOPES), ())
    allowed = MATRIX[state] if campaign_state in {"open", "closed"} else set()

    offered = set(list_actions(submission, CampaignView(campaign, principal, conducts=True, deadline=DEADLINE)))
    refused: dict[str, type[Conflict]] = {}
    for action in ACTIONS:
        try:
            require_action(action, submission, campaign_state)
        except Conflict as error:
            refused[action] = type(error)

    assert offered == allowed
    assert refused.keys() == set(ACTIONS) - allowed
    reasons = {AnswersClosed} if not allowed else {SubmissionNotEditable, SubmissionNotSubmitted}
    assert set(refused.values()) <= reasons


@pytest.mark.parametrize(
    ("scopes", "conducts", "expected"),
    [
        ({"monitoring:write"}, True, []),
        ({"monitoring:conduct"}, True, ["accept", "return"]),
        ({"monitoring:conduct"}, False, []),
    ],
)
def test_nobody_is_offered_what_his_key_does_not_allow(
    scopes: set[str], expected: list[str], *, conducts: bool
) -> None:
    submission = Submission(state="submitted", submitted_at=datetime(2022, 12, 1, tzinfo=UTC))
    view = CampaignView(Campaign(state="open"), Principal(uuid4(), "школа", frozenset(scopes), ()), conducts, DEADLINE)

    assert list_actions(submission, view) == expected
