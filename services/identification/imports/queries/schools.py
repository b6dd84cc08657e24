"""Schools: checks of staged rows and the merge into the register."""

from shared.imports.queries.checks import (
    COUNT_COMPARED,
    FAULT_CHECKS,
    TAKEN,
    Check,
    canonical_school_code,
    is_school_code,
    issue_ctes,
    valid_rows,
    verdict_ctes,
    write_sentence,
)
from shared.models.school_values import VALUE_FIELDS
from shared.reference.check_digits import SETTLEMENT_REFUSED, oktmo_check_digit_sql
from shared.reference.school_codes import INVALID_SCHOOL_CODE

_OKTMO = "left(staged.municipality_oktmo, 8)"
_CHECK_DIGIT = oktmo_check_digit_sql(_OKTMO)
_GRADE = "CASE WHEN {0} ~ '^[0-9]{{1,2}}$' THEN {0}::int END"

_TYPED = f"""
    SELECT staged.row_number, staged.fault,
           CASE WHEN {is_school_code("staged.school_code")}
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
    Check(
        "school_code",
        "invalid_school_code",
        "typed.fault IS NULL AND typed.code IS NULL",
        write_sentence(INVALID_SCHOOL_CODE, "left(staged.school_code, 40)"),
    ),
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

# What files tell of a school; the rest of its values stays as it is.
_TOLD = ("printed_code", "name", "grades_from", "grades_to")
_DIFFERS = (
    f"({', '.join(f'known.{column}' for column in _TOLD)}) IS DISTINCT FROM "
    f"({', '.join(f'incoming.{column}' for column in _TOLD)})"
)
_INCOMING = """
    typed.row_number, typed.code, staged.school_code AS printed_code, typed.name,
    CASE WHEN typed.has_grades THEN typed.grades_from END AS grades_from,
    CASE WHEN typed.has_grades THEN typed.grades_to END AS grades_to
"""
_AS_IT_CAME = "staged_school AS staged ON staged.receipt_id = :receipt_id AND staged.row_number = typed.row_number"

MEASURE = f"""
    WITH {issue_ctes(_TYPED, _CHECKS, "staged_school", ("code",), "school_code")}, {verdict_ctes(())},
    compared AS (
        SELECT incoming.row_number, known.as_of, known.as_of IS NULL AS is_new,
               known.as_of IS NOT NULL AND {_DIFFERS} AS differs
        FROM (SELECT {_INCOMING} FROM typed JOIN {_AS_IT_CAME} WHERE {TAKEN}) AS incoming
        LEFT JOIN school_directory AS directory ON directory.code = incoming.code
        LEFT JOIN school AS known
               ON known.municipality_id = directory.municipality_id AND known.code = directory.code
    ),
    {COUNT_COMPARED}
"""  # noqa: S608  # built from constants of this package only

_VALID = valid_rows(_TYPED)

MERGE_REGIONS = f"""
    INSERT INTO region (code, name)
    SELECT DISTINCT left(oktmo, 2), 'Регион ' || left(oktmo, 2) FROM ({_VALID}) AS valid
    ON CONFLICT DO NOTHING
"""  # noqa: S608  # built from constants of this package only

MERGE_MUNICIPALITIES = f"""
    INSERT INTO municipality AS known (oktmo, region_code, name, as_of)
    SELECT DISTINCT ON (oktmo) oktmo, left(oktmo, 2), municipality_name, CAST(:as_of AS timestamptz)
    FROM ({_VALID}) AS valid
    ORDER BY oktmo, row_number
    ON CONFLICT (oktmo) DO UPDATE SET name = excluded.name, as_of = excluded.as_of
    WHERE known.as_of < excluded.as_of OR (known.as_of = excluded.as_of AND known.name <> excluded.name)
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
        SELECT directory.municipality_id, {_INCOMING}
        FROM ({_VALID}) AS typed JOIN {_AS_IT_CAME} JOIN school_directory AS directory ON directory.code = typed.code
    ),
    merged AS (
        MERGE INTO school AS known USING incoming
        ON known.municipality_id = incoming.municipality_id AND known.code = incoming.code
        WHEN MATCHED AND known.as_of <= :as_of AND {_DIFFERS}
            THEN UPDATE SET {", ".join(f"{column} = incoming.{column}" for column in _TOLD)},
                            as_of = :as_of, version = known.version + 1
        WHEN MATCHED AND known.as_of < :as_of THEN UPDATE SET as_of = :as_of
        WHEN NOT MATCHED THEN INSERT (municipality_id, code, {", ".join(_TOLD)}, as_of)
            VALUES (incoming.municipality_id, incoming.code, {", ".join(f"incoming.{c}" for c in _TOLD)}, :as_of)
        RETURNING merge_action() AS action, old.version IS DISTINCT FROM new.version AS is_version, new.*,
                  {_CHANGED_FIELDS} AS fields
    ),
    kept AS (
        INSERT INTO school_version (municipality_id, school_code, version, fields, receipt_id, {_VERSION_VALUES})
        SELECT municipality_id, code, version, fields, :receipt_id, {_VERSION_VALUES} FROM merged WHERE is_version
    )
    SELECT count(*) FILTER (WHERE action = 'INSERT') AS created,
           count(*) FILTER (WHERE action = 'UPDATE' AND is_version) AS updated
    FROM merged
"""  # noqa: S608  # built from constants of this package only

# The register is joined to every file of facts: a plan made without its statistics expects millions of rows.
ANALYZE = "ANALYZE school"
