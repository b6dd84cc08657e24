"""All evidence of one municipality and year, in one statement."""

from collections.abc import Collection
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Text, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.cycle.queries.findings import FINDINGS
from services.roadmap.cycle.queries.questions import Question
from services.roadmap.cycle.rules import FoundEvidence
from services.roadmap.cycle.schemas import CycleEvidence
from shared.indicators.periods import name_period
from shared.roadmaps.cycles import Finding

_MOST = 10
"""Rows of one finding that are shown; the others are counted."""


async def find_evidence(
    session: AsyncSession, asked: Question, findings: Collection[Finding]
) -> dict[Finding, FoundEvidence]:
    """Return what confirms each of the findings, the latest first, at most ten rows of each."""
    answers = [
        select_rows(asked).add_columns(literal(finding.value, Text).label("finding"))
        for finding in sorted(findings)
        for select_rows in FINDINGS[finding]
    ]
    found = union_all(*answers).subquery()
    order = (found.c.dated_on.desc().nulls_last(), found.c.title, found.c.address)
    ranked = select(
        found,
        func.count().over(partition_by=found.c.finding).label("total"),
        func.row_number().over(partition_by=found.c.finding, order_by=order).label("place"),
    ).subquery()
    statement = select(ranked).where(ranked.c.place <= _MOST).order_by(ranked.c.finding, ranked.c.place)
    rows = await session.execute(statement)
    return {
        Finding(code): FoundEvidence(tuple(_read(row) for row in shown), shown[0].total)
        for code, group in groupby(rows, key=lambda row: row.finding)
        if (shown := list(group))
    }


def _read(row: Row[*tuple[Any, ...]]) -> CycleEvidence:
    return CycleEvidence(
        finding=row.finding,
        kind=row.kind,
        title=row.title if row.period is None else f"{row.title} за {name_period(row.period)}",
        number=row.number,
        dated_on=row.dated_on,
        address=row.address,
        count=row.objects,
    )
