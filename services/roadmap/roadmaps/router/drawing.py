"""Roadmaps are shown as pictures."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response, status

from services.roadmap.roadmaps import use_cases
from services.roadmap.roadmaps.access import CanRead, get_visible_roadmap
from services.roadmap.roadmaps.errors import RoadmapNotFound
from shared.documents.gantt import SVG_MEDIA_TYPE
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/roadmaps/{roadmap_id}")
_PICTURE: dict[int | str, dict[str, Any]] = {
    status.HTTP_200_OK: {
        "content": {
            SVG_MEDIA_TYPE: {"schema": {"type": "string"}, "example": '<svg xmlns="http://www.w3.org/2000/svg"/>'}
        }
    }
}
_HEADERS = {
    # People wrote what stands in it: nothing of it runs or loads, whatever it is.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@router.get("/gantt", response_class=Response, responses=problems(RoadmapNotFound) | _PICTURE)
async def show_gantt(roadmap_id: UUID, principal: CanRead, session: Session) -> Response:
    """Show a roadmap as a Gantt chart (диаграмма Ганта): measures by sections, months, how far each has come."""
    found = await get_visible_roadmap(session, principal, roadmap_id)
    picture = await use_cases.show_gantt(session, found.roadmap)
    return Response(picture, media_type=SVG_MEDIA_TYPE, headers=_HEADERS)
