"""Roadmaps over HTTP."""

from fastapi import APIRouter

from services.roadmap.roadmaps.router import deciding, drafts, drawing, editions, measures, reading

router = APIRouter(tags=["roadmaps"])
for part in (drafts, measures, deciding, drawing, editions, reading):
    router.include_router(part.router)
