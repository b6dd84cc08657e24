"""Lists over HTTP: drafts and publication, reading, what is in force and what differs."""

from fastapi import APIRouter

from services.identification.lists.router import comparing, drafts, publishing, reading

router = APIRouter(tags=["lists"])
for part in (comparing, publishing, drafts, reading):
    router.include_router(part.router)
