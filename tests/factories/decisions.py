"""Decisions over HTTP: the smallest steps to one."""

from typing import Any

from tests.factories.files import NORILSK
from tests.roadmap.conftest import Caller

ORDER = {"number": "301-од", "date": "2022-10-20", "title": "О мерах поддержки", "parties": []}


def make_decision(**body: Any) -> dict[str, Any]:
    """Return the body of a new decision of the department; it needs a basis."""
    return {
        "municipality": NORILSK,
        "title": "О мерах поддержки школ",
        "clauses": [{"text": "Организовать сопровождение школ.", "responsible": "МБУ «Методический центр»"}],
        "check_effect_on": "2023-06-01",
    } | body


async def draft_decision(caller: Caller, **body: Any) -> dict[str, Any]:
    """Draft a decision and return it."""
    answer = await caller.post("/decisions", make_decision(**body))
    assert answer.status_code == 201, answer.text
    drafted: dict[str, Any] = answer.json()
    return drafted


async def issue_decision(caller: Caller, **body: Any) -> dict[str, Any]:
    """Draft a decision, issue it by an order, return it."""
    drafted = await draft_decision(caller, **body)
    answer = await caller.post(f"/decisions/{drafted['id']}/approval", ORDER, if_match='"1"')
    assert answer.status_code == 200, answer.text
    issued: dict[str, Any] = answer.json()
    return issued
