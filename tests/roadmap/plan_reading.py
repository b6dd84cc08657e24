"""What tests of plans share."""

import io
from collections.abc import Sequence

from services.roadmap.plans.schemas import PlanForm, PlanRead
from services.roadmap.plans.use_cases import read_plan
from shared.terms import parse_plan_year
from tests.factories.plans import to_csv

HEADER = ["№", "Меры, мероприятия", "Сроки", "Ответственный", "Результат"]


def read(content: bytes, form: str = "csv", year: str = "2021/2022", parties: Sequence[str] = ()) -> PlanRead:
    """Return the plan in a file."""
    return read_plan(io.BytesIO(content), PlanForm(form), parse_plan_year(year), parties)


def read_rows(*rows: list[str], header: list[str] | None = None, parties: Sequence[str] = ()) -> PlanRead:
    """Return the plan in the rows below a header."""
    return read(to_csv([header or HEADER, *rows]), parties=parties)


def issues_of(plan: PlanRead) -> list[tuple[int, str | None, str]]:
    """Return where the issues stand and their codes; every one of them ends its sentence."""
    assert all(issue.detail.endswith((".", "»")) for issue in plan.issues)
    return [(issue.row, issue.column, issue.code) for issue in plan.issues]
