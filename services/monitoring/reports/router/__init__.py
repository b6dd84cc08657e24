"""Reports over HTTP."""

from fastapi import APIRouter

from services.monitoring.reports.router import editing, reading

router = APIRouter(tags=["reports"])
router.include_router(editing.router)
router.include_router(reading.router)
