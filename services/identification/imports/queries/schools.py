"""Schools: checks of staged rows and the merge into the register."""

from services.identification.imports.queries.checks import (
    FAULT_CHECKS,
    INVALID_SCHOOL_CODE,
    SCHOOL_CODE_PATTERN,
    TAKEN,
    Check,
    canonical_school_code,
    issue_ctes,
    verdict_ctes,
)
from shared.models.school_values import VALUE_FIELDS
from shared.reference.check_digits import SETTLEMENT_REFUSED, oktmo_check_digit_sql

_OKTMO = "left(staged.municipality_oktmo, 8)"
_CHECK_DIGIT = oktmo_check_digit_sql(_OKTMO)
_GRADE = "CASE WHEN {0} ~ '^[0-9]{{1,2}}$' THEN {0}::int END"

_TYPED = f"""
    SELECT staged.row_number, staged.fault,
           CASE WHEN staged.school_code ~ '{SCHOOL_CODE_PATTERN}'
                THEN {canonical_school_code("staged.school_code")} END AS code,
           staged.school_name AS name, staged.municipality_name,
           CASE WHEN staged.municipality_oktmo ~ '^[0-9]{{8,9}}$' THEN {_OKTMO} END AS oktmo,
           CASE WHEN staged.municipality_oktmo ~ '^[0-9]{{9}}$'
                THEN right(staged.municipality_oktmo, 1)::int <> {_CHECK_DIGIT} END AS wrong_check_digit,
           staged.grades_from IS NOT NULL AND staged.grades_to IS NOT NULL AS has_grades,
           {_GRADE.format("staged.grades_from")} AS grades_from,
           {_GRADE.format("staged.grades_to")} AS grades_to,
           home.oktmo AS home_oktmo
    FROM staged_school AS staged
    LEFT JOIN school_directory AS directory ON directory.code = {canonical_school_code("staged.school_code")}
    LEFT JOIN municipality AS home ON home.id = directory.municipality_id
    WHERE staged.receipt_id = :receipt_id
"""  # noqa: S608  # built from constants of this package only

_INSIDE = "(:everywhere OR left(typed.oktmo, 2) = ANY(:regions) OR typed.oktmo = ANY(:oktmos))"

_CHECKS = (
    *FAULT_CHECKS,
    Check("school_code", "invalid_school_code", "typed.fault IS NULL AND typed.code IS NULL", INVALID_SCHOOL_CODE),
    Check("school_name", "name_missing", "typed.fault IS NULL AND typed.name IS NULL", "'Нет названия школы.'"),
    Check(
        "school_name",
        "control_character",
        "typed.name ~ '[[:cntrl:]]'",
        "'В названии есть управляющий знак (перевод строки или подобный): уберите его.'",
    ),
    Check(
        "municipality_oktmo",
        "invalid_oktmo",
        "typed.fault IS NULL AND typed.oktmo IS NULL",
        f"CASE WHEN staged.municipality_oktmo ~ '^[0-9]{{11}}$' THEN '{SETTLEMENT_REFUSED}' "
        "ELSE format('Код ОКТМО «%s» не читается: нужны 8 цифр (девятая — контрольная).', "
        "left(staged.municipality_oktmo, 40)) END",
    ),
    Check(
        "municipality_oktmo",
        "oktmo_check_digit",
        "typed.wrong_check_digit",
        "format('Контрольная цифра ОКТМО «%s» не сходится: в коде опечатка.', staged.municipality_oktmo)",
    ),
    Check(
        "municipality_name",
        "municipality_name_missing",
        "typed.fault IS NULL AND typed.municipality_name IS NULL",
        "'Нет названия муниципалитета.'",
    ),
    Check(
        "municipality_name",
        "control_character",
        "typed.municipality_name ~ '[[:cntrl:]]'",
        "'В названии есть управляющий знак (перевод строки или подобный): уберите его.'",
    ),
    Check(
        "grades_from",
        "invalid_grades",
        "typed.has_grades AND (typed.grades_from BETWEEN 1 AND 12 "
        "AND typed.grades_to BETWEEN typed.grades_from AND 12) IS NOT TRUE",
        "'Классы не читаются: нужны два числа от 1 до 12, первое не больше второго.'",
    ),
    Check(
        "municipality_oktmo",
        "outside_territory",
        f"typed.oktmo IS NOT NULL AND NOT {_INSIDE}",
        "format('Муниципалитет %s вне территории вашего ключа.', typed.oktmo)",
    ),
    Check(
        "municipality_oktmo",
        "school_in_other_municipality",
        f"typed.oktmo <> typed.home_oktmo AND {_INSIDE}",
        "'Школа с этим кодом числится в другом муниципалитете: перевод школы оформляется отдельно.'",
    ),
)

MEASURE = f"""
    WITH {issue_ctes(_TYPED, _CHECKS, "staged_school", ("code",), "school_code")}, {verdict_ctes(())},
    compared AS (
        SELECT known.code IS NULL AS is_new,
               known.code IS NOT NULL
               AND (known.printed_code, known.name, known.grades_from, known.grades_to) IS DISTINCT FROM
                   (staged.school_code, typed.name, CASE WHEN typed.has_grades THEN typed.grades_from END,
                    CASE WHEN typed.has_grades THEN typed.grades_to END) AS differs
        FROM typed
        JOIN staged_school AS staged ON staged.receipt_id = :receipt_id AND staged.row_number = typed.row_number
        LEFT JOIN school_directory AS directory ON directory.code = typed.code
        LEFT JOIN school AS known
               ON known.municipality_id = directory.municipality_id AND known.code = directory.code
        WHERE {TAKEN}
    )
    SELECT counted.*, 0 AS stale, verdict.*
    FROM verdict CROSS JOIN (
        SELECT count(*) FILTER (WHERE is_new) AS created, count(*) FILTER (WHERE differs) AS updated FROM compared
    ) AS counted
"""  # noqa: S608  # built from constants of this package only

_VALID = f"""
    SELECT * FROM ({_TYPED}) AS typed
    WHERE NOT EXISTS (SELECT FROM receipt_issue AS issue
                      WHERE issue.receipt_id = :receipt_id AND issue.row_number = typed.row_number
                        AND issue.severity = 'error')
"""  # noqa: S608  # built from constants of this package only

MERGE_REGIONS = f"""
    INSERT INTO region (code, name)
    SELECT DISTINCT left(oktmo, 2), 'Регион ' || left(oktmo, 2) FROM ({_VALID}) AS valid
    ON CONFLICT DO NOTHING
"""  # noqa: S608  # built from constants of this package only

MERGE_MUNICIPALITIES = f"""
    INSERT INTO municipality AS known (oktmo, region_code, name)
    SELECT DISTINCT ON (oktmo) oktmo, left(oktmo, 2), municipality_name FROM ({_VALID}) AS valid
    ORDER BY oktmo, row_number
    ON CONFLICT (oktmo) DO UPDATE SET name = excluded.name WHERE known.name <> excluded.name
"""  # noqa: S608  # built from constants of this package only

MERGE_DIRECTORY = f"""
    INSERT INTO school_directory (code, municipality_id)
    SELECT valid.code, municipality.id
    FROM ({_VALID}) AS valid JOIN municipality ON municipality.oktmo = valid.oktmo
    ON CONFLICT DO NOTHING
"""  # noqa: S608  # built from constants of this package only

_VERSION_VALUES = ", ".join(VALUE_FIELDS)
_CHANGED = ", ".join(
    f"CASE WHEN old.{column} IS DISTINCT FROM new.{column} THEN '{field}' END" for column, field in VALUE_FIELDS.items()
)
_CHANGED_FIELDS = f"CASE WHEN merge_action() = 'UPDATE' THEN array_remove(ARRAY[{_CHANGED}], NULL) ELSE '{{}}' END"

MERGE = f"""
    WITH incoming AS (
        SELECT directory.municipality_id, valid.code, staged.school_code AS printed_code, valid.name,
               CASE WHEN has_grades THEN valid.grades_from END AS grades_from,
               CASE WHEN has_grades THEN valid.grades_to END AS grades_to
        FROM ({_VALID}) AS valid
        JOIN staged_school AS staged ON staged.receipt_id = :receipt_id AND staged.row_number = valid.row_number
        JOIN school_directory AS directory ON directory.code = valid.code
    ),
    merged AS (
        MERGE INTO school AS known USING incoming
        ON known.municipality_id = incoming.municipality_id AND known.code = incoming.code
        WHEN MATCHED AND (known.printed_code, known.name, known.grades_from, known.grades_to)
             IS DISTINCT FROM (incoming.printed_code, incoming.name, incoming.grades_from, incoming.grades_to)
            THEN UPDATE SET printed_code = incoming.printed_code, name = incoming.name,
                            grades_from = incoming.grades_from, grades_to = incoming.grades_to,
                            version = known.version + 1
        WHEN NOT MATCHED THEN INSERT (municipality_id, code, printed_code, name, grades_from, grades_to)
            VALUES (incoming.municipality_id, incoming.code, incoming.printed_code, incoming.name,
                    incoming.grades_from, incoming.grades_to)
        RETURNING merge_action() AS action, new.*, {_CHANGED_FIELDS} AS fields
    ),
    kept AS (
        INSERT INTO school_version (municipality_id, school_code, version, fields, receipt_id, {_VERSION_VALUES})
        SELECT municipality_id, code, version, fields, :receipt_id, {_VERSION_VALUES} FROM merged
    )
    SELECT count(*) FILTER (WHERE action = 'INSERT') AS created,
           count(*) FILTER (WHERE action = 'UPDATE') AS updated
    FROM merged
"""  # noqa: S608  # built from constants of this package only

# The register is joined to every file of facts: a plan made without its statistics expects millions of rows.
ANALYZE = "ANALYZE school"
