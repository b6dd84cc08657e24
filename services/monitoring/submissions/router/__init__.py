"""Submissions over HTTP."""

from fastapi import APIRouter

from services.monitoring.submissions.router.answering import router as answering_router
from services.monitoring.submissions.router.deciding import router as deciding_router
from services.monitoring.submissions.router.reading import router as reading_router

router = APIRouter(tags=["submissions"])
router.include_router(reading_router)
router.include_router(answering_router)
router.include_router(deciding_router)
