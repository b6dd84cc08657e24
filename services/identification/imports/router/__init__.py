"""Imports over HTTP: rows in, 202 and a receipt out."""

from fastapi import APIRouter

from services.identification.imports.router.batches import router as batches_router
from services.identification.imports.router.files import router as files_router
from services.identification.imports.router.receipts import router as receipts_router

router = APIRouter(tags=["imports"])
for part in (files_router, batches_router, receipts_router):
    router.include_router(part)

__all__ = ["router"]
