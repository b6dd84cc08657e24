"""What makes a row of a campaign's values right, in SQL; the same as `services/monitoring/values/rules` in Python."""

from services.monitoring.values.rules import sentences
from shared.imports.queries.checks import FAULT_CHECKS, Check, write_sentence
from shared.reference.check_digits import OKTMO_MISTYPED, OKTMO_UNREAD, SETTLEMENT_REFUSED
from shared.reference.school_codes import INVALID_SCHOOL_CODE

LONGEST_COMMENT = 1000
_IS_READ = "typed.fault IS NULL"
_ASKED_OF = (
    f"CASE typed.asked_of WHEN 'school' THEN '{sentences.LEVEL_NAMES['school']}' "
    f"ELSE '{sentences.LEVEL_NAMES['municipality']}' END"
)


def _not_a_count(column: str) -> str:
    missing = write_sentence(sentences.COUNT_MISSING)
    wrong = write_sentence(sentences.NOT_A_COUNT, f"left(staged.{column}, 40)")
    return f"CASE WHEN typed.has_{column} THEN {wrong} ELSE {missing} END"


_OBJECT_CHECKS = (
    Check(
        "level",
        "unknown_level",
        f"{_IS_READ} AND (typed.level IN ('school', 'municipality')) IS NOT TRUE",
        write_sentence(sentences.UNKNOWN_LEVEL, "left(staged.level, 40)"),
    ),
    Check(
        "code",
        "invalid_school_code",
        "typed.level = 'school' AND typed.object_code IS NULL",
        write_sentence(INVALID_SCHOOL_CODE, "left(staged.code, 40)"),
    ),
    Check(
        "code",
        "invalid_oktmo",
        "typed.level = 'municipality' AND typed.object_code IS NULL",
        f"CASE WHEN staged.code ~ '^[0-9]{{11}}$' THEN '{SETTLEMENT_REFUSED}' "
        f"WHEN staged.code ~ '^[0-9]{{9}}$' THEN '{OKTMO_MISTYPED}' ELSE '{OKTMO_UNREAD}' END",
    ),
    Check(
        "code",
        "unknown_school",
        "typed.level = 'school' AND typed.object_code IS NOT NULL AND typed.state IS NULL AND NOT typed.is_here",
        write_sentence("Школы {} нет в муниципалитете этой кампании: проверьте код.", "staged.code"),
    ),
    Check(
        "code",
        "not_a_participant",
        "typed.object_code IS NOT NULL AND typed.state IS NULL AND (typed.level = 'municipality' OR typed.is_here)",
        write_sentence("{} в этой кампании не участвует: проверьте код или перечень участников.", "staged.code"),
    ),
    Check(
        None,
        "answers_closed",
        "NOT CAST(:takes_answers AS boolean)",
        "'Пока файл ждал, кампания перестала принимать ответы.'",
    ),
    Check(
        None,
        "already_submitted",
        "typed.state = 'submitted'",
        "'Ответ уже отправлен, правка закрыта: попросите вернуть его на доработку.'",
    ),
    Check(
        None,
        "already_accepted",
        "typed.state = 'accepted'",
        "'Ответ уже принят, правка закрыта: попросите вернуть его на доработку.'",
    ),
)
_ELEMENT_CHECKS = (
    Check(
        "element",
        "derived_element",
        f"{_IS_READ} AND typed.asked_of IS NULL AND typed.is_derived",
        write_sentence(sentences.DERIVED_ELEMENT, "left(staged.element, 40)"),
    ),
    Check(
        "element",
        "unknown_element",
        f"{_IS_READ} AND typed.asked_of IS NULL AND NOT typed.is_derived",
        write_sentence(sentences.UNKNOWN_ELEMENT, "left(staged.element, 40)", "': проверьте код'"),
    ),
    Check(
        "level",
        "wrong_level",
        "typed.asked_of <> typed.level AND typed.level IN ('school', 'municipality')",
        write_sentence(sentences.WRONG_LEVEL, "staged.element", _ASKED_OF),
    ),
)
_VALUE_CHECKS = (
    Check(
        "answer",
        "unknown_answer",
        "typed.kind = 'answer' AND typed.answer NOT IN ('yes', 'no', 'not_applicable')",
        write_sentence(sentences.UNKNOWN_ANSWER, "left(staged.answer, 40)"),
    ),
    Check(
        "numerator",
        "number_not_expected",
        "typed.kind = 'answer' AND (typed.has_numerator OR typed.has_denominator)",
        write_sentence(sentences.NUMBER_NOT_EXPECTED),
    ),
    Check(
        "answer",
        "answer_not_expected",
        "typed.kind <> 'answer' AND typed.answer IS NOT NULL",
        write_sentence(sentences.ANSWER_NOT_EXPECTED),
    ),
    Check(
        "numerator",
        "not_a_count",
        "typed.kind <> 'answer' AND typed.numerator IS NULL",
        _not_a_count("numerator"),
    ),
    Check(
        "denominator",
        "not_a_count",
        "typed.kind = 'share' AND typed.denominator IS NULL",
        _not_a_count("denominator"),
    ),
    Check(
        "denominator",
        "denominator_not_expected",
        "typed.kind = 'count' AND typed.has_denominator",
        write_sentence(sentences.DENOMINATOR_NOT_EXPECTED),
    ),
    Check(
        "numerator",
        "numerator_exceeds_denominator",
        "typed.kind = 'share' AND typed.numerator > typed.denominator",
        write_sentence(sentences.NUMERATOR_EXCEEDS_DENOMINATOR, "typed.numerator", "typed.denominator"),
    ),
    Check(
        "comment",
        "comment_too_long",
        f"length(typed.comment) > {LONGEST_COMMENT}",
        f"'Пояснение длиннее {LONGEST_COMMENT} знаков: сократите его.'",
    ),
)
CHECKS = (*FAULT_CHECKS, *_OBJECT_CHECKS, *_ELEMENT_CHECKS, *_VALUE_CHECKS)
