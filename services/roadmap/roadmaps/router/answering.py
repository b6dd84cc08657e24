"""How roadmaps and their measures are answered."""

from typing import Any
from uuid import UUID

from fastapi import Response, status
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.roadmaps import use_cases
from services.roadmap.roadmaps.access import get_visible_roadmap
from services.roadmap.roadmaps.schemas import RoadmapRead
from shared.access.principals import Principal
from shared.http.idempotency import Idempotency
from shared.http.preconditions import format_etag

ETAG: dict[str, Any] = {"ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}}}
_LOCATION: dict[str, Any] = {"Location": {"description": "Address of what was made.", "schema": {"type": "string"}}}
CHANGED: dict[int | str, dict[str, Any]] = {status.HTTP_200_OK: {"headers": ETAG}}
CREATED: dict[int | str, dict[str, Any]] = {status.HTTP_201_CREATED: {"headers": ETAG | _LOCATION}}
DELETED: dict[int | str, dict[str, Any]] = {status.HTTP_204_NO_CONTENT: {"headers": ETAG}}
ADDRESS = "/roadmap/v1/roadmaps"


async def answer_roadmap(
    session: AsyncSession, principal: Principal, roadmap_id: UUID, response: Response
) -> RoadmapRead:
    """Return a roadmap as it is now, with its version as ETag."""
    described = use_cases.describe_roadmap(principal, await get_visible_roadmap(session, principal, roadmap_id))
    response.headers["ETag"] = format_etag(described.version)
    return described


async def answer_roadmap_once(
    session: AsyncSession, principal: Principal, roadmap_id: UUID, idempotency: Idempotency
) -> Response:
    """Return a roadmap like that, kept under the key of the request."""
    described = use_cases.describe_roadmap(principal, await get_visible_roadmap(session, principal, roadmap_id))
    headers = {"ETag": format_etag(described.version)}
    return await idempotency.answer(described, status=status.HTTP_200_OK, headers=headers)
