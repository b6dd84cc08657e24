"""Shapes of runs: the run, its verdicts, its verifications, its comparison with another."""

from services.identification.runs.schemas.comparisons import (
    ComparedRun,
    ComparedSchool,
    ComparedVerdict,
    ComparisonSummary,
    RunComparison,
    VerdictChange,
)
from services.identification.runs.schemas.runs import ExecuteRun, RunCreate, RunRead, RunState, RunTerritory, Summary
from services.identification.runs.schemas.summary_tables import (
    CellContent,
    SummaryTable,
    TableCell,
    TableColumn,
    TableRow,
)
from services.identification.runs.schemas.verdicts import (
    EXAMPLE_EXPLANATION,
    VerdictRead,
    VerdictStatus,
    VerdictSummary,
)
from services.identification.runs.schemas.verifications import (
    ChangedInput,
    InputState,
    VerificationDifference,
    VerificationRead,
    VerificationResult,
    VerifyRun,
)

__all__ = [
    "EXAMPLE_EXPLANATION",
    "CellContent",
    "ChangedInput",
    "ComparedRun",
    "ComparedSchool",
    "ComparedVerdict",
    "ComparisonSummary",
    "ExecuteRun",
    "InputState",
    "RunComparison",
    "RunCreate",
    "RunRead",
    "RunState",
    "RunTerritory",
    "Summary",
    "SummaryTable",
    "TableCell",
    "TableColumn",
    "TableRow",
    "VerdictChange",
    "VerdictRead",
    "VerdictStatus",
    "VerdictSummary",
    "VerificationDifference",
    "VerificationRead",
    "VerificationResult",
    "VerifyRun",
]
