"""What results and context values have in common: a school of the register, an academic year, one merge."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.identification.imports.queries.checks import (
    ACCEPTED,
    FAULT_CHECKS,
    INVALID_SCHOOL_CODE,
    REJECTED_COUNT,
    SCHOOL_CODE_PATTERN,
    Check,
    canonical_school_code,
    issue_ctes,
)
from shared.reference.academic_years import FIRST_YEAR, LAST_YEAR

SCHOOL_COLUMNS = f"""
    staged.row_number, staged.fault, school.code AS school_code,
    CASE WHEN school.code IS NULL THEN staged.school_code ~ '{SCHOOL_CODE_PATTERN}' END AS is_code,
    CASE WHEN :everywhere OR home.region_code = ANY(:regions) OR home.oktmo = ANY(:oktmos)
              OR school.code = ANY(:schools) THEN school.municipality_id END AS municipality_id,
    years.academic_year
"""

# Years by their label: joining a hundred labels is cheaper than taking a million texts apart.
SCHOOL_JOINS = f"""
    LEFT JOIN school ON school.code = {canonical_school_code("staged.school_code")}
    LEFT JOIN municipality AS home ON home.id = school.municipality_id
    LEFT JOIN (SELECT year::smallint AS academic_year, year || '/' || (year + 1) AS label
               FROM generate_series({FIRST_YEAR}, {LAST_YEAR}) AS year) AS years ON years.label = staged.academic_year
"""  # noqa: S608  # built from constants of this package only

FACT_CHECKS = (
    *FAULT_CHECKS,
    Check(
        "school_code",
        "invalid_school_code",
        "typed.fault IS NULL AND typed.school_code IS NULL AND typed.is_code IS NOT TRUE",
        INVALID_SCHOOL_CODE,
    ),
    Check(
        "school_code",
        "unknown_school",
        "typed.municipality_id IS NULL AND (typed.school_code IS NOT NULL OR typed.is_code)",
        "format('Школы %s нет среди ваших школ: проверьте код или сначала внесите её в список.', staged.school_code)",
    ),
    Check(
        "academic_year",
        "invalid_academic_year",
        "typed.fault IS NULL AND typed.academic_year IS NULL",
        "format('Учебный год «%s» не читается: нужен вид 2021/2022.', left(staged.academic_year, 40))",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """A table of facts: where its rows are staged, its key (tenant first) and its values."""

    staging: str
    table: str
    keys: tuple[str, ...]
    values: tuple[str, ...]


def merge_facts(facts: FactTable, typed_rows: str, checks: Sequence[Check]) -> str:
    """Return the one statement that writes issues, merges accepted rows and counts created, updated, rejected.

    MERGE and not INSERT … ON CONFLICT: it joins once and inserts plainly, twice as fast for new facts. Merges of one
    dataset take turns (an advisory lock), so no row can appear between its look and its insert.
    """
    keys, values = facts.keys, facts.values
    columns = ", ".join((*keys, *values))
    same_key = " AND ".join(f"known.{key} = incoming.{key}" for key in keys)
    known_values, incoming_values = (", ".join(f"{side}.{value}" for value in values) for side in ("known", "incoming"))
    assignments = ", ".join(f"{value} = incoming.{value}" for value in values)
    inserted = ", ".join(f"incoming.{column}" for column in (*keys, *values))
    return f"""
        WITH {issue_ctes(typed_rows, checks, facts.staging, keys[1:], keys[-1].removesuffix("_code"))},
        merged AS (
            MERGE INTO {facts.table} AS known
            USING (SELECT {columns} FROM typed WHERE {ACCEPTED}) AS incoming
            ON {same_key}
            WHEN MATCHED AND ({known_values}) IS DISTINCT FROM ({incoming_values})
                THEN UPDATE SET {assignments}, receipt_id = :receipt_id
            WHEN NOT MATCHED THEN INSERT ({columns}, receipt_id) VALUES ({inserted}, :receipt_id)
            RETURNING merge_action() AS action
        )
        SELECT count(*) FILTER (WHERE action = 'INSERT') AS created,
               count(*) FILTER (WHERE action = 'UPDATE') AS updated,
               {REJECTED_COUNT} AS rejected
        FROM merged
    """  # noqa: S608  # built from constants of this package only
