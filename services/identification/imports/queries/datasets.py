"""What each dataset is made of: its columns, its staging table, its statements in order."""

from dataclasses import dataclass

from services.identification.imports.queries import context, results, schools
from services.identification.imports.schemas import Dataset
from shared.files.rows import TableColumns


@dataclass(frozen=True, slots=True)
class DatasetStatements:
    """One dataset: file columns, staging table, what goes before and after the merge, the merge with its counts."""

    columns: TableColumns
    staging: str
    before_merge: tuple[str, ...]
    merge: str
    after_merge: tuple[str, ...] = ()


DATASETS = {
    Dataset.schools: DatasetStatements(
        columns=TableColumns(
            required=("school_code", "school_name", "municipality_oktmo", "municipality_name"),
            optional=("grades_from", "grades_to"),
        ),
        staging="staged_school",
        before_merge=(
            schools.WRITE_ISSUES,
            schools.MERGE_REGIONS,
            schools.MERGE_MUNICIPALITIES,
            schools.MERGE_DIRECTORY,
        ),
        merge=schools.MERGE,
        after_merge=(schools.ANALYZE,),
    ),
    Dataset.results: DatasetStatements(
        columns=TableColumns(required=("school_code", "academic_year", "procedure", "participants", "below_threshold")),
        staging="staged_result",
        before_merge=(),
        merge=results.MERGE,
    ),
    Dataset.context: DatasetStatements(
        columns=TableColumns(
            required=("school_code", "academic_year", "element", "answer", "numerator", "denominator")
        ),
        staging="staged_context_value",
        before_merge=(),
        merge=context.MERGE,
    ),
}
