"""Tasks, documents and progress as people read them."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.tasks import queries
from services.roadmap.tasks.queries import FoundDocument, FoundTask
from services.roadmap.tasks.rules import OPEN, list_actions
from services.roadmap.tasks.schemas import RoadmapProgress, TaskDetails, TaskDocument, TaskRead
from shared.access.principals import Principal
from shared.clock import utc_now
from shared.filing.use_cases import describe_file
from shared.http.shares import describe_share
from shared.local_days import find_local_day
from shared.models import Roadmap

_OF_TASK = (
    *("id", "occurrence", "starts_on", "ends_on", "state", "reason", "note", "done_on", "updated_at", "version"),
)
_OF_DOCUMENT = (
    *("id", "kind", "title", "number", "issued_on", "link", "reference_only", "created_at", "updated_at", "version"),
)


def describe_task(principal: Principal, found: FoundTask) -> TaskRead:
    """Return a task as this caller reads it."""
    return TaskRead.model_validate(_describe(principal, found))


async def show_task(session: AsyncSession, principal: Principal, found: FoundTask) -> TaskDetails:
    """Return a task with what confirms it and what it waits for."""
    documents = [describe_document(document) for document in await queries.list_documents(session, found)]
    predecessors = await queries.list_predecessors(session, found) if found.measure.predecessors else []
    told = {"documents": documents, "predecessors": predecessors}
    return TaskDetails.model_validate(_describe(principal, found) | told, from_attributes=True)


def describe_document(found: FoundDocument) -> TaskDocument:
    """Return a document as people read it."""
    document = found.document
    return TaskDocument.model_validate(
        {
            **{name: getattr(document, name) for name in _OF_DOCUMENT},
            "file": describe_file(document.file_name, found.file),
            "confirms": found.confirms,
        }
    )


async def describe_progress(session: AsyncSession, roadmap: Roadmap, soon_days: int) -> RoadmapProgress:
    """Return how far a roadmap has come, by section and in all."""
    now = utc_now()
    rows = await queries.list_progress(session, roadmap, now, soon_days)
    return RoadmapProgress.model_validate(
        {
            "roadmap_id": roadmap.id,
            "day": find_local_day(roadmap.timezone, now),
            "soon_days": soon_days,
            "sections": [{"section": row.section, **_describe_part(row)} for row in rows if not row.is_total],
            "total": next(_describe_part(row) for row in rows if row.is_total),
        }
    )


def _describe(principal: Principal, found: FoundTask) -> dict[str, Any]:
    task = found.task
    days_left = (task.ends_on - found.today).days if task.ends_on is not None and task.state in OPEN else None
    return {
        **{name: getattr(task, name) for name in _OF_TASK},
        "municipality": found.oktmo,
        "roadmap": found.roadmap,
        "measure": found.measure,
        "school": None if task.school_code is None else {"code": task.school_code, "name": found.school_name},
        "overdue": found.is_overdue,
        "days_left": days_left,
        "allowed_actions": list_actions(found.standing) if "roadmap:write" in principal.scopes else [],
    }


def _describe_part(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    pressing = {"overdue": row.overdue, "due_soon": row.due_soon}
    return {"measures": _describe_counts(row, "measures"), "tasks": _describe_counts(row, "tasks") | pressing}


def _describe_counts(row: Row[*tuple[Any, ...]], of: str) -> dict[str, Any]:
    counts = {state: getattr(row, f"{of}_{state}") for state in ("planned", "in_progress", "done", "cancelled")}
    remaining = sum(counts.values()) - counts["cancelled"]
    return counts | {"progress": describe_share(counts["done"], remaining)}
