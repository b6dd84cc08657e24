"""Results of assessment procedures: checks of staged rows and the merge into facts."""

from services.identification.imports.queries.facts import (
    FACT_CHECKS,
    SCHOOL_COLUMNS,
    SCHOOL_JOINS,
    FactTable,
    measure_facts,
    merge_facts,
)
from services.identification.imports.schemas import Dataset
from shared.imports.queries.checks import Check, count

_TYPED = f"""
    SELECT {SCHOOL_COLUMNS},
           procedure.code AS procedure_code,
           procedure.grade NOT BETWEEN school.grades_from AND school.grades_to AS outside_grades,
           not_held.procedure_code IS NOT NULL AS was_not_held,
           staged.participants IS NOT NULL AS has_participants,
           staged.below_threshold IS NOT NULL AS has_below,
           {count("staged.participants")} AS participants,
           {count("staged.below_threshold")} AS below_threshold
    FROM staged_result AS staged
    {SCHOOL_JOINS}
    LEFT JOIN procedure ON procedure.code = staged.procedure
    LEFT JOIN procedure_session AS not_held
           ON not_held.procedure_code = procedure.code AND not_held.academic_year = years.academic_year
           AND NOT not_held.held
    WHERE staged.receipt_id = :receipt_id
      -- A row without counts is a cell of the sheet that nobody filled in: no row at all.
      AND num_nonnulls(staged.fault, staged.participants, staged.below_threshold) > 0
"""  # noqa: S608  # built from constants of this package only

# Looked up for a sentence: carried along by every row, titles would be half of what a large file materialises.
_TITLE = "(SELECT title FROM procedure WHERE procedure.code = typed.procedure_code)"

_CHECKS = (
    *FACT_CHECKS,
    Check(
        "procedure",
        "unknown_procedure",
        "typed.fault IS NULL AND typed.procedure_code IS NULL",
        "format('Процедура «%s» неизвестна: проверьте код, например vpr-math-5.', left(staged.procedure, 40))",
    ),
    Check(
        "procedure",
        "procedure_not_held",
        "typed.was_not_held",
        f"format('%s — в %s учебном году не проводилось: такой строки быть не может.', {_TITLE}, staged.academic_year)",
    ),
    Check(
        "procedure",
        "outside_grades",
        "typed.outside_grades",
        f"format('%s — таких классов в школе нет: проверьте классы школы или строку.', {_TITLE})",
    ),
    Check(
        "participants",
        "count_missing",
        "typed.has_below AND NOT typed.has_participants",
        "'Есть число ниже порога, но нет числа участников: заполните обе ячейки или ни одной.'",
    ),
    Check(
        "participants",
        "not_a_count",
        "typed.has_participants AND typed.participants IS NULL",
        "format('«%s» — не число участников: нужно целое от 0 до 9999999.', left(staged.participants, 40))",
    ),
    Check(
        "below_threshold",
        "count_missing",
        "typed.has_participants AND NOT typed.has_below",
        "'Есть число участников, но нет числа ниже порога: заполните обе ячейки или ни одной.'",
    ),
    Check(
        "below_threshold",
        "not_a_count",
        "typed.has_below AND typed.below_threshold IS NULL",
        "format('«%s» — не число участников: нужно целое от 0 до 9999999.', left(staged.below_threshold, 40))",
    ),
    Check(
        "below_threshold",
        "below_exceeds_participants",
        "typed.below_threshold > typed.participants",
        "format('Ниже порога %s чел., а участников %s: проверьте обе ячейки.', "
        "typed.below_threshold, typed.participants)",
    ),
)

TOTALS = {"participants": "сумма участников", "below_threshold": "сумма ниже порога"}
"""Sums that a sender may declare, in the words of a refusal."""
FACTS = FactTable(
    dataset=Dataset.results,
    staging="staged_result",
    table="assessment_result",
    history="assessment_result_version",
    keys=("municipality_id", "school_code", "academic_year", "procedure_code"),
    values=("participants", "below_threshold"),
    totals=tuple(TOTALS),
)

MEASURE = measure_facts(FACTS, _TYPED, _CHECKS)
MERGE = merge_facts(FACTS, _TYPED, _CHECKS)
