"""How checks of staged rows become SQL: faulty rows get issues, the others go on to the merge."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.files.sentences import CELL_SENTENCES, DUPLICATE_ROW, ROW_SENTENCES
from shared.reference.school_codes import SCHOOL_CODE_PATTERN


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of a row: SQL of the condition under which it fails (over `typed`), SQL of its Russian sentence.

    Sentences may also read `staged`, the row as it came; column FAULT_COLUMN is the one in which the reader failed.
    """

    column: str | None
    code: str
    fails: str
    detail: str


FAULT_COLUMN = "fault_column"


def write_sentence(sentence: str, *values: str) -> str:
    """Return the SQL of a Russian sentence; every `{}` of it stands for one of the values, which are SQL too."""
    return f"format('{sentence.replace('{}', '%s')}', {', '.join(values)})" if values else f"'{sentence}'"


def _fault_sentence(sentence: str) -> str:
    return write_sentence(sentence, "staged.fault_column") if "{}" in sentence else write_sentence(sentence)


FAULT_CHECKS = tuple(
    Check(column, fault.value, f"typed.fault = '{fault.value}'", _fault_sentence(sentence))
    for column, sentences in ((None, ROW_SENTENCES), (FAULT_COLUMN, CELL_SENTENCES))
    for fault, sentence in sentences.items()
)


def is_school_code(column: str) -> str:
    """Return the SQL of the condition that a text is the code of a school."""
    return f"{column} ~ '{SCHOOL_CODE_PATTERN}'"


def canonical_school_code(column: str) -> str:
    """Return the SQL of a school's key: `sch` and `edu` are one kind (domain: C5)."""
    return f"""CASE WHEN left({column}, 3) = 'sch' THEN 'edu' || substr({column}, 4) ELSE {column} END COLLATE "C\""""


def count(column: str) -> str:
    """Return the SQL of a whole number of people, at most seven digits; null where malformed."""
    return f"CASE WHEN {column} ~ '^[0-9]{{1,7}}$' THEN {column}::int END"


def issue_ctes(typed_rows: str, checks: Sequence[Check], staging: str, keys: Sequence[str], key_column: str) -> str:
    """Return the CTEs `typed`, `faults` and `duplicates`: rows with types, issues of faulty ones, repeated keys.

    Types and conditions are computed once a row, sentences only for rows that fail. `typed.is_faulty` tells which.
    """
    conditions = " OR ".join(f"({check.fails})" for check in checks)
    values = ", ".join(
        f"({place}, {_column(check)}, '{check.code}', {check.fails}, {check.detail})"
        for place, check in enumerate(checks)
    )
    key_list = ", ".join(keys)
    return f"""
        typed AS MATERIALIZED (
            SELECT typed.*, coalesce({conditions}, false) AS is_faulty FROM ({typed_rows} OFFSET 0) AS typed
        ),
        faults AS (
            INSERT INTO receipt_issue (receipt_id, row_number, position, "column", severity, code, detail)
            SELECT :receipt_id, typed.row_number, finding.position, finding.column_name, 'error', finding.code,
                   finding.detail
            FROM typed
            JOIN {staging} AS staged ON staged.receipt_id = :receipt_id AND staged.row_number = typed.row_number
            CROSS JOIN LATERAL (VALUES {values}) AS finding (position, column_name, code, fails, detail)
            WHERE typed.is_faulty AND finding.fails
            RETURNING row_number
        ),
        repeated AS (
            SELECT {key_list}, min(row_number) AS first_row FROM typed WHERE NOT is_faulty
            GROUP BY {key_list} HAVING count(*) > 1
        ),
        duplicates AS (
            INSERT INTO receipt_issue (receipt_id, row_number, position, "column", severity, code, detail)
            SELECT :receipt_id, typed.row_number, 0, '{key_column}', 'error', 'duplicate_row',
                   {write_sentence(DUPLICATE_ROW, "repeated.first_row")}
            FROM typed JOIN repeated USING ({key_list})
            WHERE NOT typed.is_faulty AND typed.row_number > repeated.first_row
            RETURNING row_number
        )
    """  # noqa: S608  # built from constants of the services only


# NOT IN and not NOT EXISTS: the few duplicates are hashed once, instead of a join that spills a million rows.
ACCEPTED = "NOT typed.is_faulty AND typed.row_number NOT IN (SELECT duplicates.row_number FROM duplicates)"


def verdict_ctes(totals: Sequence[str]) -> str:
    """Return the CTEs `sums` and `verdict`: what the accepted rows add up to, and whether the whole is refused.

    Only an import that asked for all or nothing can be refused: for one faulty row, or for a control total that is not
    the declared one. All of it is part of the statement that merges, so nothing can change between look and merge.
    """
    added = ", ".join(f"sum(typed.{total})::bigint AS {total}" for total in totals)
    wanted = f"{ACCEPTED} AND CAST(:has_sums AS boolean)"
    sums = f"SELECT {added} FROM typed WHERE {wanted}" if totals else "SELECT"  # noqa: S608  # as below
    accepted = {"rows": "CAST(:received AS bigint) - counted.rejected"} | {total: f"sums.{total}" for total in totals}
    mismatch = " OR ".join(f"CAST(:declared_{total} AS bigint) <> {found}" for total, found in accepted.items())
    return f"""
        sums AS ({sums}),
        verdict AS (
            SELECT counted.rejected, sums.*,
                   CAST(:is_atomic AS boolean) AND (counted.rejected > 0 OR coalesce({mismatch}, false)) AS is_refused
            FROM sums CROSS JOIN (
                SELECT (SELECT count(DISTINCT row_number) FROM faults) + (SELECT count(*) FROM duplicates) AS rejected
            ) AS counted
        )
    """  # noqa: S608  # built from constants of the services only


def valid_rows(typed_rows: str) -> str:
    """Return the SQL of the rows in which the measuring statement found no error."""
    return f"""
        SELECT * FROM ({typed_rows}) AS typed
        WHERE NOT EXISTS (SELECT FROM receipt_issue AS issue
                          WHERE issue.receipt_id = :receipt_id AND issue.row_number = typed.row_number
                            AND issue.severity = 'error')
    """  # noqa: S608  # built from constants of the services only


# A refused import changes nothing, and of its rows only the faulty ones are told of.
TAKEN = ACCEPTED + " AND NOT (SELECT is_refused FROM verdict)"  # noqa: S608  # constants of the services only

# `stale` gives the row's number and the moment of what is stored.
WRITE_STALE_ISSUES = """
    INSERT INTO receipt_issue (receipt_id, row_number, position, severity, code, detail)
    SELECT :receipt_id, stale.row_number, 0, 'warning', 'older_than_stored',
           format('Сохранённое новее: оно на %s UTC, а эта строка на %s UTC. Сохранённое оставлено.',
                  to_char(stale.as_of AT TIME ZONE 'UTC', 'DD.MM.YYYY HH24:MI:SS'),
                  to_char(CAST(:as_of AS timestamptz) AT TIME ZONE 'UTC', 'DD.MM.YYYY HH24:MI:SS'))
    FROM stale
"""


# What a measuring statement ends with; `compared` gives every accepted row beside what is stored.
COUNT_COMPARED = f"""
    stale AS (SELECT row_number, as_of FROM compared WHERE differs AND as_of > :as_of),
    warnings AS ({WRITE_STALE_ISSUES})
    SELECT counted.*, verdict.*
    FROM verdict CROSS JOIN (
        SELECT count(*) FILTER (WHERE is_new) AS created,
               count(*) FILTER (WHERE differs AND as_of <= :as_of) AS updated,
               count(*) FILTER (WHERE differs AND as_of > :as_of) AS stale
        FROM compared
    ) AS counted
"""  # noqa: S608  # built from constants of the services only


def _column(check: Check) -> str:
    if check.column == FAULT_COLUMN:
        return "staged.fault_column"
    return "NULL::text" if check.column is None else f"'{check.column}'"
