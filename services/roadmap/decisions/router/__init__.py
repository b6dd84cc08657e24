"""Decisions over HTTP."""

from fastapi import APIRouter

from services.roadmap.decisions.router import deciding, reading

router = APIRouter(tags=["decisions"])
router.include_router(deciding.router)
router.include_router(reading.router)
