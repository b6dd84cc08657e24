"""Roadmaps over HTTP."""

from fastapi import APIRouter

from services.roadmap.roadmaps.router import deciding, drafts, editions, measures, reading

router = APIRouter(tags=["roadmaps"])
for part in (drafts, measures, deciding, editions, reading):
    router.include_router(part.router)
