"""Roadmaps over HTTP: what a test drafts and approves."""

from typing import Any

from tests.factories.files import NORILSK
from tests.roadmap.conftest import Caller

ORDER: dict[str, Any] = {"number": "280-36", "date": "2023-01-16", "title": "Об утверждении плана", "parties": []}
PLAN_2023: dict[str, Any] = {"municipality": NORILSK, "pack": "norilsk-2022", "plan": "plan-2023"}


async def draft(caller: Caller, **body: Any) -> dict[str, Any]:
    """Draft a roadmap, by default an empty one of 2023; return it."""
    wanted = body if "pack" in body else {"title": "План", "year": "2023"} | body
    answer = await caller.post("/roadmaps", {"municipality": NORILSK} | wanted)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def add_measure(caller: Caller, roadmap: dict[str, Any], **measure: Any) -> dict[str, Any]:
    """Add a measure to a draft, whatever its version; return it."""
    body = {"title": "Мероприятие", "term": "Март 2023"} | measure
    answer = await caller.post(f"/roadmaps/{roadmap['id']}/measures", body, if_match="*")
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def approve(caller: Caller, roadmap: dict[str, Any]) -> dict[str, Any]:
    """Approve a draft by an order; return the roadmap."""
    answer = await caller.post(f"/roadmaps/{roadmap['id']}/approval", {"order": ORDER}, if_match="*")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def list_measures(caller: Caller, roadmap: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the measures that a roadmap has now."""
    answer = await caller.get(f"/roadmaps/{roadmap['id']}/measures")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items
