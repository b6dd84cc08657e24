"""What runs do: plan, execute, verify, compare, show, explain."""

from services.identification.runs.use_cases.comparisons import compare_runs
from services.identification.runs.use_cases.execution import execute_run
from services.identification.runs.use_cases.runs import create_run, describe_run, get_plan, get_rule, get_run
from services.identification.runs.use_cases.summary_tables import get_summary_table, write_summary_table
from services.identification.runs.use_cases.verdicts import get_verdict, summarise_verdict
from services.identification.runs.use_cases.verifications import (
    create_verification,
    describe_verification,
    get_verification,
    list_verification_differences,
    verify_run,
)

__all__ = [
    "compare_runs",
    "create_run",
    "create_verification",
    "describe_run",
    "describe_verification",
    "execute_run",
    "get_plan",
    "get_rule",
    "get_run",
    "get_summary_table",
    "get_verdict",
    "get_verification",
    "list_verification_differences",
    "summarise_verdict",
    "verify_run",
    "write_summary_table",
]
