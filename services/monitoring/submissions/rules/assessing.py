"""Judges a form: every value for itself, among each other, against the register and the period before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from services.monitoring.submissions.rules.jumps import find_jump
from services.monitoring.submissions.schemas import Answer, Assessment, Issue, Known
from services.monitoring.values.rules import find_value_faults
from shared.indicators.asking import Question


def assess(questions: Sequence[Question], known: Known, given: Mapping[str, Answer]) -> Assessment:
    """Judge the form of one object by the questions of its level.

    What is given unasked is judged for itself too: once accepted it is stored with the rest.
    """
    asked = [question for question in questions if question.element.code not in known.settled]
    filled = {each.element.code: given[each.element.code] for each in questions if _is_filled(each, given)}
    faults = [issue for question in questions for issue in _find_faults(question, filled)]
    faulty = {issue.element for issue in faults}
    answered = [question for question in asked if question.element.code in filled]
    sound = [question for question in answered if question.element.code not in faulty]
    contradictions = [*_find_differing(sound, filled), *_find_greater_parts(sound, filled)]
    doubts = [issue for question in sound for issue in _find_doubts(question, filled, known)]
    order = {question.element.code: at for at, question in enumerate(questions)}
    issues = sorted([*faults, *contradictions, *doubts], key=lambda issue: order[issue.element])
    return Assessment(len(asked), len(answered), tuple(issues), tuple(_find_unanswered(asked, filled)))


def _is_filled(question: Question, given: Mapping[str, Answer]) -> bool:
    answer = given.get(question.element.code)
    return answer is not None and answer.is_given


def _find_faults(question: Question, filled: Mapping[str, Answer]) -> Iterator[Issue]:
    value = filled.get(question.element.code)
    if value is None:
        return
    texts = (value.answer or "", _write(value.numerator), _write(value.denominator))
    for column, code, detail in find_value_faults(question.element, *texts):
        yield Issue(question.element.code, column, "error", code, detail)


def _write(number: int | None) -> str:
    return "" if number is None else str(number)


def _find_differing(questions: Iterable[Question], filled: Mapping[str, Answer]) -> Iterator[Issue]:
    """Find denominators that count the same in the same words and are not the same number."""
    first: dict[str, str] = {}
    for question in questions:
        code = question.element.code
        number = filled[code].denominator
        if number is None or question.counted is None:
            continue
        other = first.setdefault(question.counted, code)
        known = filled[other].denominator
        if known != number:
            detail = (
                f"«{question.counted}» — здесь {number}, а в «{other}» {known}: это одно и то же число, проверьте его."
            )
            yield Issue(code, "denominator", "error", "denominators_differ", detail)


def _find_greater_parts(questions: Iterable[Question], filled: Mapping[str, Answer]) -> Iterator[Issue]:
    sound = {question.element.code: question for question in questions}
    for code, question in sound.items():
        if question.whole not in sound:
            continue
        part, whole = filled[code].numerator, filled[question.whole].numerator
        if part is not None and whole is not None and part > whole:
            detail = (
                f"Здесь {part}, а в «{question.whole}», частью которого это является, {whole}: проверьте оба числа."
            )
            yield Issue(code, "numerator", "error", "part_exceeds_whole", detail)


def _find_doubts(question: Question, filled: Mapping[str, Answer], known: Known) -> Iterator[Issue]:
    code = question.element.code
    value = filled[code]
    registered = known.registered.get(question.counted or "")
    if registered is not None and value.denominator not in {None, registered}:
        detail = (
            f"«{question.counted}» — здесь {value.denominator}, а в сведениях о школе {registered}. "
            "Проверьте число или поясните, почему оно другое."
        )
        explained = value.comment is not None
        yield Issue(code, "denominator", "warning", "differs_from_register", detail, explained=explained)
    yield from find_jump(code, value, known.previous.get(code))


def _find_unanswered(asked: Iterable[Question], filled: Mapping[str, Answer]) -> Iterator[Issue]:
    for question in asked:
        if question.is_required and question.element.code not in filled:
            detail = "Нет ответа. Если это к вам не относится, выберите «не применимо»."
            if question.element.kind != "answer":
                detail = "Нет числа. Если считать некого, поставьте 0."
            yield Issue(question.element.code, None, "error", "unanswered", detail)
