"""Imports over HTTP: a file in, 202 and a receipt out."""

from fastapi import APIRouter

from services.monitoring.imports.router.files import router as files_router
from services.monitoring.imports.router.receipts import router as receipts_router

router = APIRouter(tags=["imports"])
for part in (files_router, receipts_router):
    router.include_router(part)

__all__ = ["router"]
