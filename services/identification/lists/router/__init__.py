"""Lists over HTTP: drafts and publication, reading, what is in force and what differs."""

from fastapi import APIRouter

from services.identification.lists.router import comparing, drafts, publishing, reading

router = APIRouter(tags=["lists"])
# Comparing first: its fixed words stand where reading expects the id of a list.
for part in (comparing, publishing, drafts, reading):
    router.include_router(part.router)
