"""What a service brings: its datasets with their statements, and the kinds of its jobs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.files.rows import TableColumns
from shared.imports.rules import ROW_TOTALS
from shared.imports.schemas import ReceiptJob


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetStatements:
    """One dataset: columns, control totals beside rows, staging table; how it is measured and merged.

    The measuring statement writes issues and counts, and stores nothing else. A merge either does all of that itself,
    in one statement, or it comes after the measuring one and passes over the rows that have an issue.
    """

    columns: TableColumns
    totals: Mapping[str, str] = field(default_factory=dict)
    """Sums that a sender may declare, by name, in the Russian words of a refusal."""
    staging: str
    measure: str
    measures_first: bool = False
    before_merge: tuple[str, ...] = ()
    merge: str
    after_merge: tuple[str, ...] = ()

    @property
    def all_totals(self) -> dict[str, str]:
        """Return the control totals in Russian words, that of rows first."""
        return {**ROW_TOTALS, **self.totals}


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """What one service takes in, by the names of its datasets, and the jobs that go on with it."""

    service: str
    datasets: Mapping[str, DatasetStatements]
    merge_job: type[ReceiptJob]
    discard_job: type[ReceiptJob]
