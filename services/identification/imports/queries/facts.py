"""What results and context values have in common: a school of the register, an academic year, one merge."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.identification.imports.schemas import Dataset
from shared.imports.queries.checks import (
    COUNT_COMPARED,
    FAULT_CHECKS,
    TAKEN,
    WRITE_STALE_ISSUES,
    Check,
    canonical_school_code,
    is_school_code,
    issue_ctes,
    verdict_ctes,
    write_sentence,
)
from shared.reference.academic_years import FIRST_YEAR, LAST_YEAR
from shared.reference.school_codes import INVALID_SCHOOL_CODE

SCHOOL_COLUMNS = f"""
    staged.row_number, staged.fault, school.code AS school_code,
    CASE WHEN school.code IS NULL THEN {is_school_code("staged.school_code")} END AS is_code,
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
        write_sentence(INVALID_SCHOOL_CODE, "left(staged.school_code, 40)"),
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
    """A table of facts: where its rows are staged and their past is kept, its key (tenant first), values, totals."""

    dataset: Dataset
    staging: str
    table: str
    history: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    totals: tuple[str, ...] = ()

    def columns(self, side: str) -> str:
        """Return key and values of a side of the merge."""
        return ", ".join(f"{side}.{column}" for column in (*self.keys, *self.values))

    def on_same_key(self, side: str) -> str:
        """Return the condition that `known` and the other side are one fact."""
        return " AND ".join(f"known.{key} = {side}.{key}" for key in self.keys)

    def differs(self, side: str) -> str:
        """Return the condition that `known` and the other side say different things."""
        known, other = (", ".join(f"{name}.{value}" for value in self.values) for name in ("known", side))
        return f"({known}) IS DISTINCT FROM ({other})"

    def judge(self, typed_rows: str, checks: Sequence[Check]) -> str:
        """Return the CTEs that both statements begin with."""
        key_column = self.keys[-1].removesuffix("_code")
        issues = issue_ctes(typed_rows, checks, self.staging, self.keys[1:], key_column)
        return f"{issues}, {verdict_ctes(self.totals)}"


def merge_facts(facts: FactTable, typed_rows: str, checks: Sequence[Check]) -> str:
    """Return the one statement that writes issues, merges accepted rows, keeps what they supersede, and counts.

    MERGE and not INSERT … ON CONFLICT: it joins once and inserts plainly, twice as fast for new facts. Merges of one
    dataset take turns (an advisory lock), so no row can appear between its look and its insert. The same values of a
    later moment move that moment alone: else a file from in between could come last and win.
    """
    columns = ", ".join((*facts.keys, *facts.values))
    assignments = ", ".join(f"{value} = incoming.{value}" for value in facts.values)
    return f"""
        WITH {facts.judge(typed_rows, checks)}, {_stale_ctes(facts)},
        merged AS (
            MERGE INTO {facts.table} AS known
            USING (SELECT {columns} FROM typed WHERE {TAKEN}) AS incoming
            ON {facts.on_same_key("incoming")}
            WHEN MATCHED AND known.as_of <= :as_of AND {facts.differs("incoming")}
                THEN UPDATE SET {assignments}, as_of = :as_of, receipt_id = :receipt_id
            WHEN MATCHED AND known.as_of < :as_of THEN UPDATE SET as_of = :as_of
            WHEN NOT MATCHED THEN INSERT ({columns}, as_of, receipt_id)
                VALUES ({facts.columns("incoming")}, :as_of, :receipt_id)
            RETURNING merge_action() = 'INSERT' AS is_new, old.receipt_id <> new.receipt_id AS is_superseded,
                      {facts.columns("old")}, old.as_of, old.receipt_id
        ),
        history AS (
            INSERT INTO {facts.history}
                ({columns}, as_of, receipt_id, recorded_at, superseded_at, superseding_receipt_id)
            SELECT {facts.columns("merged")}, merged.as_of, merged.receipt_id,
                   coalesce(receipt.finished_at, merged.as_of), CAST(:merged_at AS timestamptz), :receipt_id
            FROM merged LEFT JOIN receipt ON receipt.id = merged.receipt_id WHERE merged.is_superseded
        )
        SELECT counted.*, (SELECT count(*) FROM stale) AS stale, verdict.*
        FROM verdict CROSS JOIN (
            SELECT count(*) FILTER (WHERE is_new) AS created, count(*) FILTER (WHERE is_superseded) AS updated
            FROM merged
        ) AS counted
    """  # noqa: S608  # built from constants of this package only


def _stale_ctes(facts: FactTable) -> str:
    """Return the CTEs that find accepted rows older than what is stored, and warn of them.

    That is a second join, and mostly there is nothing to find: a look at the receipts tells whether it is made.
    """
    return f"""
        stale AS (
            SELECT typed.row_number, known.as_of
            FROM typed JOIN {facts.table} AS known ON {facts.on_same_key("typed")}
            WHERE EXISTS (SELECT FROM receipt
                          WHERE dataset = '{facts.dataset}' AND outcome = 'merged' AND as_of > :as_of)
              AND {TAKEN} AND known.as_of > :as_of AND {facts.differs("typed")}
        ),
        warnings AS ({WRITE_STALE_ISSUES})
    """  # noqa: S608  # built from constants of this package only


def measure_facts(facts: FactTable, typed_rows: str, checks: Sequence[Check]) -> str:
    """Return the statement that writes issues and counts what a merge would do, and does none of it."""
    return f"""
        WITH {facts.judge(typed_rows, checks)},
        compared AS (
            SELECT typed.row_number, known.as_of, known.as_of IS NULL AS is_new,
                   known.as_of IS NOT NULL AND {facts.differs("typed")} AS differs
            FROM typed LEFT JOIN {facts.table} AS known ON {facts.on_same_key("typed")}
            WHERE {TAKEN}
        ),
        {COUNT_COMPARED}
    """  # noqa: S608  # built from constants of this package only
