"""Context values: checks of staged rows and the merge into facts."""

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
           staged.element AS element_code,
           coalesce(staged.element = ANY(:answer_elements), false) AS is_answer,
           coalesce(staged.element = ANY(:share_elements), false) AS is_share,
           staged.answer,
           staged.numerator IS NOT NULL AS has_numerator,
           staged.denominator IS NOT NULL AS has_denominator,
           {count("staged.numerator")} AS numerator,
           {count("staged.denominator")} AS denominator
    FROM staged_context_value AS staged
    {SCHOOL_JOINS}
    WHERE staged.receipt_id = :receipt_id
      -- A row without answer and share is a cell of the sheet that nobody filled in: no row at all.
      AND num_nonnulls(staged.fault, staged.answer, staged.numerator, staged.denominator) > 0
"""  # noqa: S608  # built from constants of this package only

_CHECKS = (
    *FACT_CHECKS,
    Check(
        "element",
        "unknown_element",
        "typed.fault IS NULL AND NOT typed.is_answer AND NOT typed.is_share",
        "format('Показатель «%s» неизвестен: проверьте код.', left(staged.element, 40))",
    ),
    Check(
        "answer",
        "unknown_answer",
        "typed.is_answer AND typed.answer NOT IN ('yes', 'no', 'not_applicable')",
        "format('Ответ «%s» не читается: нужен yes, no или not_applicable.', left(staged.answer, 40))",
    ),
    Check(
        "answer",
        "answer_not_expected",
        "typed.is_share AND typed.answer IS NOT NULL",
        "'Это доля: заполните числитель и знаменатель, а ответ оставьте пустым.'",
    ),
    Check(
        "numerator",
        "share_not_expected",
        "typed.is_answer AND (typed.has_numerator OR typed.has_denominator)",
        "'Это вопрос да/нет: заполните ответ, а числитель и знаменатель оставьте пустыми.'",
    ),
    Check(
        "numerator",
        "count_missing",
        "typed.is_share AND typed.has_denominator AND NOT typed.has_numerator",
        "'Есть знаменатель, но нет числителя: заполните обе ячейки или ни одной.'",
    ),
    Check(
        "denominator",
        "count_missing",
        "typed.is_share AND typed.has_numerator AND NOT typed.has_denominator",
        "'Есть числитель, но нет знаменателя: заполните обе ячейки или ни одной.'",
    ),
    Check(
        "numerator",
        "not_a_count",
        "typed.is_share AND typed.has_numerator AND typed.numerator IS NULL",
        "format('«%s» — не число: нужно целое от 0 до 9999999.', left(staged.numerator, 40))",
    ),
    Check(
        "denominator",
        "not_a_count",
        "typed.is_share AND typed.has_denominator AND typed.denominator IS NULL",
        "format('«%s» — не число: нужно целое от 0 до 9999999.', left(staged.denominator, 40))",
    ),
    Check(
        "numerator",
        "numerator_exceeds_denominator",
        "typed.is_share AND typed.numerator > typed.denominator",
        "format('Числитель %s больше знаменателя %s: проверьте обе ячейки.', typed.numerator, typed.denominator)",
    ),
)

FACTS = FactTable(
    dataset=Dataset.context,
    staging="staged_context_value",
    table="context_value",
    history="context_value_version",
    keys=("municipality_id", "school_code", "academic_year", "element_code"),
    values=("answer", "numerator", "denominator"),
)

MEASURE = measure_facts(FACTS, _TYPED, _CHECKS)
MERGE = merge_facts(FACTS, _TYPED, _CHECKS)
