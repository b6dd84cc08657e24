"""Evidence documents over HTTP: the smallest steps to one."""

from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import update

from shared.database.session import Database
from shared.models import Campaign
from tests.factories.campaigns import make_open_campaign
from tests.monitoring.conftest import Caller

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
PDF_TYPE = "application/pdf"
NAME = "Приказ 47-од.pdf"


async def make_points_campaign(caller: Caller, **body: Any) -> str:
    """Open a campaign of the programme that asks for documents; return its path."""
    campaign = await make_open_campaign(caller, **({"pack": "indicator-points", "set": "points"} | body))
    return f"/campaigns/{campaign['id']}"


def make_evidence(**body: Any) -> dict[str, Any]:
    """Return the body of a new document: the order that a school confirms s-2.1.1 with."""
    return {
        "object_code": "edu240001",
        "kind": "order",
        "title": "Приказ об утверждении программы",
        "number": "47-од",
        "issued_on": "2022-09-12",
        "requirements": [2],
    } | body


async def attach(caller: Caller, campaign: str, **body: Any) -> dict[str, Any]:
    """Attach a document without its file; return it."""
    answer = await caller.post(f"{campaign}/evidence", make_evidence(**body))
    assert answer.status_code == 201, answer.text
    attached: dict[str, Any] = answer.json()
    return attached


async def put_file(
    caller: Caller, campaign: str, document: dict[str, Any], content: Any = PDF, **terms: Any
) -> httpx.Response:
    """Send the file of a document; keywords are headers, `name` its name."""
    name = terms.pop("name", NAME)
    headers = {"If-Match": f'"{document["version"]}"', "Content-Type": PDF_TYPE}
    headers |= {key.replace("_", "-"): value for key, value in terms.items()}
    path = f"{caller.base}{campaign}/evidence/{document['id']}/file"
    return await caller.http.put(path, params={"file_name": name}, content=content, headers=headers)


async def attach_file(caller: Caller, campaign: str, content: bytes = PDF, **body: Any) -> dict[str, Any]:
    """Attach a document with its file; return it."""
    answer = await put_file(caller, campaign, await attach(caller, campaign, **body), content)
    assert answer.status_code == 200, answer.text
    filed: dict[str, Any] = answer.json()
    return filed


async def decide(caller: Caller, campaign: str, document: dict[str, Any], decision: str, **body: Any) -> httpx.Response:
    """Ask for `acceptance`, `return` or `withdrawal` of a document."""
    path = f"{campaign}/evidence/{document['id']}/{decision}"
    return await caller.post(path, body or None, if_match=f'"{document["version"]}"')


async def set_state(database: Database, campaign: str, state: str) -> None:
    """Put a campaign into a state without what leads there."""
    async with database.transaction() as session:
        await session.execute(
            update(Campaign).values(state=state).where(Campaign.id == UUID(campaign.rsplit("/", maxsplit=1)[-1]))
        )
