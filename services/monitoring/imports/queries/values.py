"""Values of a campaign: checks of staged rows and the merge into the forms of its participants."""

from collections.abc import Mapping

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.imports.queries.checks import CHECKS
from services.monitoring.imports.schemas import Dataset, DiscardStaging, MergeImport
from services.monitoring.values.schemas import VALUE_COLUMNS
from shared.files.rows import TableColumns
from shared.imports.queries import DatasetStatements, Importer
from shared.imports.queries.checks import (
    COUNT_COMPARED,
    TAKEN,
    canonical_school_code,
    count,
    is_school_code,
    issue_ctes,
    valid_rows,
    verdict_ctes,
)
from shared.models import Receipt
from shared.reference.check_digits import oktmo_check_digit_sql

_OKTMO = f"""
    CASE WHEN staged.code ~ '^[0-9]{{9}}$' THEN right(staged.code, 1)::int = {oktmo_check_digit_sql("staged.code")}
         ELSE staged.code ~ '^[0-9]{{8}}$' END
"""
_TYPED = f"""
    SELECT staged.row_number, staged.fault, staged.level, object.code AS object_code,
           submission.state, school.code IS NOT NULL AS is_here,
           staged.element AS element_code, asked.level AS asked_of, asked.kind,
           coalesce(staged.element = ANY(:derived_codes), false) AS is_derived,
           staged.answer, staged.comment,
           staged.numerator IS NOT NULL AS has_numerator, staged.denominator IS NOT NULL AS has_denominator,
           {count("staged.numerator")} AS numerator, {count("staged.denominator")} AS denominator
    FROM staged_submission_value AS staged
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN staged.level = 'school' AND {is_school_code("staged.code")}
                THEN {canonical_school_code("staged.code")}
            WHEN staged.level = 'municipality' AND {_OKTMO} THEN left(staged.code, 8)
        END AS code
    ) AS object
    LEFT JOIN submission ON submission.municipality_id = :municipality_id AND submission.campaign_id = :campaign_id
                        AND submission.level = staged.level AND submission.object_code = object.code
    LEFT JOIN school ON school.municipality_id = :municipality_id
                    AND staged.level = 'school' AND school.code = object.code
    LEFT JOIN unnest(CAST(:element_codes AS text[]), CAST(:element_levels AS text[]), CAST(:element_kinds AS text[]))
              AS asked (code, level, kind) ON asked.code = staged.element
    WHERE staged.receipt_id = :receipt_id
      -- A row without answer and numbers is a cell of the sheet that nobody filled in: no row at all.
      AND num_nonnulls(staged.fault, staged.answer, staged.numerator, staged.denominator) > 0
"""  # noqa: S608  # built from constants of this service only

_OF_ROWS = ("municipality_id", "campaign_id", "element_codes", "element_levels", "element_kinds", "derived_codes")
_VALUES = ("answer", "numerator", "denominator", "comment")
_KEY = ("level", "object_code", "element_code")


def _same_as(side: str) -> str:
    """Return the condition that `known` and a row are one element of one form of the campaign."""
    own = "known.municipality_id = :municipality_id AND known.campaign_id = :campaign_id"
    return " AND ".join([own, *(f"known.{name} = {side}.{name}" for name in _KEY)])


def _differs(side: str) -> str:
    """Return the condition that a row says something else than `known`; without a comment it leaves that alone."""
    known, told = (", ".join(f"{one}.{name}" for name in _VALUES[:-1]) for one in ("known", side))
    return f"({known}, known.comment) IS DISTINCT FROM ({told}, coalesce({side}.comment, known.comment))"


MEASURE = f"""
    WITH {issue_ctes(_TYPED, CHECKS, "staged_submission_value", _KEY, "element")}, {verdict_ctes(())},
    compared AS (
        SELECT typed.row_number, known.updated_at AS as_of, known.updated_at IS NULL AS is_new,
               known.updated_at IS NOT NULL AND {_differs("typed")} AS differs
        FROM typed LEFT JOIN submission_value AS known ON {_same_as("typed")}
        WHERE {TAKEN}
    ),
    {COUNT_COMPARED}
"""  # noqa: S608  # built from constants of this service only

_COLUMNS = ", ".join((*_KEY, *_VALUES))
_INCOMING = ", ".join(f"incoming.{name}" for name in (*_KEY, *_VALUES))
MERGE = f"""
    WITH merged AS (
        MERGE INTO submission_value AS known
        USING (SELECT {_COLUMNS} FROM ({valid_rows(_TYPED)}) AS valid) AS incoming ON {_same_as("incoming")}
        WHEN MATCHED AND known.updated_at <= :as_of AND {_differs("incoming")} THEN UPDATE
            SET answer = incoming.answer, numerator = incoming.numerator, denominator = incoming.denominator,
                comment = coalesce(incoming.comment, known.comment), updated_at = :as_of
        WHEN MATCHED AND known.updated_at < :as_of THEN UPDATE SET updated_at = :as_of
        WHEN NOT MATCHED THEN INSERT (municipality_id, campaign_id, {_COLUMNS}, updated_at)
            VALUES (:municipality_id, :campaign_id, {_INCOMING}, :as_of)
        RETURNING merge_action() = 'INSERT' AS is_new, new.level, new.object_code,
                  ({", ".join(f"old.{name}" for name in _VALUES)})
                      IS DISTINCT FROM ({", ".join(f"new.{name}" for name in _VALUES)}) AS is_changed
    ),
    edited AS (
        UPDATE submission SET version = submission.version + 1, updated_at = CAST(:merged_at AS timestamptz)
        FROM (SELECT DISTINCT level, object_code FROM merged WHERE is_changed) AS touched
        WHERE submission.municipality_id = :municipality_id AND submission.campaign_id = :campaign_id
          AND submission.level = touched.level AND submission.object_code = touched.object_code
    )
    SELECT count(*) FILTER (WHERE is_new) AS created, count(*) FILTER (WHERE is_changed AND NOT is_new) AS updated
    FROM merged
"""  # noqa: S608  # built from constants of this service only

_WHOLLY_RIGHT = f"""
    SELECT typed.object_code
    FROM ({_TYPED}) AS typed
    LEFT JOIN receipt_issue AS issue
           ON issue.receipt_id = :receipt_id AND issue.row_number = typed.row_number AND issue.severity = 'error'
    WHERE typed.state IS NOT NULL
    GROUP BY typed.object_code HAVING count(issue.row_number) = 0
    ORDER BY typed.object_code
"""  # noqa: S608  # built from constants of this service only


async def list_right_objects(session: AsyncSession, receipt: Receipt, parameters: Mapping[str, object]) -> list[str]:
    """Return the participants that a merged file names and of whose rows none was refused."""
    values = {"receipt_id": receipt.id} | {name: value for name, value in parameters.items() if name in _OF_ROWS}
    return list(await session.scalars(text(_WHOLLY_RIGHT), values))


IMPORTER = Importer(
    service="monitoring",
    datasets={
        Dataset.values: DatasetStatements(
            columns=TableColumns(required=VALUE_COLUMNS.required, optional=("comment",)),
            staging="staged_submission_value",
            measure=MEASURE,
            measures_first=True,
            merge=MERGE,
        )
    },
    merge_job=MergeImport,
    discard_job=DiscardStaging,
)
