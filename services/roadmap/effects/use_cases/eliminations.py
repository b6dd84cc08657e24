"""Risks that schools worked on, as the next facts leave them."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.effects import queries
from services.roadmap.effects.queries import YearFilters
from services.roadmap.effects.schemas import EliminationRead, EliminationState
from shared.access.principals import Principal
from shared.database.paging import Page, PageRequest


async def list_eliminations(
    session: AsyncSession,
    principal: Principal,
    wanted: YearFilters,
    state: EliminationState | None,
    page: PageRequest,
) -> Page[EliminationRead]:
    """List schools by code with the risks they worked on; every state follows from the tables at this moment."""
    rows = await queries.list_eliminations(session, principal, wanted, state.value if state else None, page)
    return rows.map(_describe)


def _describe(row: Row[*tuple[Any, ...]]) -> EliminationRead:
    return EliminationRead.model_validate(
        {
            "school_code": row.school_code,
            "school_name": row.school_name,
            "municipality_oktmo": row.municipality_oktmo,
            "whole": row.whole,
            "risks": [
                {key: value for key, value in risk.items() if key not in {"run_before", "run_after"}}
                | {
                    "verdict_before_url": _verdict_url(risk["run_before"], row.key),
                    "verdict_after_url": _verdict_url(risk["run_after"], row.key),
                    "tasks": [_link(task) for task in risk["tasks"]],
                }
                for risk in row.risks
            ],
        }
    )


def _link(task: dict[str, Any]) -> dict[str, Any]:
    url = f"/roadmap/v1/tasks/{task['task_id']}"
    return task | {"task_url": url, "documents_url": f"{url}/documents"}


def _verdict_url(run_id: str | None, school_code: str) -> str | None:
    return None if run_id is None else f"/identification/v1/runs/{run_id}/verdicts/{school_code}"
