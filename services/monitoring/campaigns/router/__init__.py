"""Campaigns over HTTP."""

from fastapi import APIRouter

from services.monitoring.campaigns.router.conducting import router as conducting_router
from services.monitoring.campaigns.router.reading import router as reading_router

router = APIRouter(tags=["campaigns"])
router.include_router(conducting_router)
router.include_router(reading_router)
