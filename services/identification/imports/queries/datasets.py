"""What each dataset is made of: its columns, its staging table, its statements in order."""

from services.identification.imports.queries import context, results, schools
from services.identification.imports.schemas import Dataset, DiscardStaging, MergeImport
from shared.files.rows import TableColumns
from shared.imports.queries import DatasetStatements, Importer

DATASETS: dict[str, DatasetStatements] = {
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
        totals=results.TOTALS,
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

IMPORTER = Importer(service="identification", datasets=DATASETS, merge_job=MergeImport, discard_job=DiscardStaging)
