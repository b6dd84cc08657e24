"""What each dataset is made of: its columns, its staging table, its statements in order."""

from dataclasses import dataclass

from services.identification.imports.queries import context, results, schools
from services.identification.imports.schemas import Dataset
from shared.files.rows import TableColumns


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetStatements:
    """One dataset: columns, control totals beside rows, staging table; how it is measured and merged.

    The measuring statement writes issues and counts, and stores nothing else. A merge either does all of that itself,
    in one statement, or it comes after the measuring one and passes over the rows that have an issue.
    """

    columns: TableColumns
    totals: tuple[str, ...] = ()
    staging: str
    measure: str
    measures_first: bool = False
    before_merge: tuple[str, ...] = ()
    merge: str
    after_merge: tuple[str, ...] = ()


DATASETS = {
    Dataset.schools: DatasetStatements(
        columns=TableColumns(
            required=("school_code", "school_name", "municipality_oktmo", "municipality_name"),
            optional=("grades_from", "grades_to"),
        ),
        staging="staged_school",
        measure=schools.MEASURE,
        measures_first=True,
        before_merge=(schools.MERGE_REGIONS, schools.MERGE_MUNICIPALITIES, schools.MERGE_DIRECTORY),
        merge=schools.MERGE,
        after_merge=(schools.ANALYZE,),
    ),
    Dataset.results: DatasetStatements(
        columns=TableColumns(required=("school_code", "academic_year", "procedure", "participants", "below_threshold")),
        totals=results.FACTS.totals,
        staging="staged_result",
        measure=results.MEASURE,
        merge=results.MERGE,
    ),
    Dataset.context: DatasetStatements(
        columns=TableColumns(
            required=("school_code", "academic_year", "element", "answer", "numerator", "denominator")
        ),
        staging="staged_context_value",
        measure=context.MEASURE,
        merge=context.MERGE,
    ),
}
