"""Evidence over HTTP: documents, their files, decisions, and what is missing."""

from fastapi import APIRouter

from services.monitoring.evidence.router import attaching, deciding, files, gaps, reading

router = APIRouter(tags=["evidence"])
for part in (gaps, attaching, files, deciding, reading):
    router.include_router(part.router)
