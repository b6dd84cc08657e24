"""Campaigns over HTTP."""

from fastapi import APIRouter

from services.monitoring.campaigns.router.conducting import router as conducting
from services.monitoring.campaigns.router.reading import router as reading

router = APIRouter(tags=["campaigns"])
router.include_router(conducting)
router.include_router(reading)
