"""Tasks over HTTP: lists, marks of execution, documents, progress."""

from fastapi import APIRouter

from services.roadmap.tasks.router import documents, executing, files, progress, reading

router = APIRouter(tags=["tasks"])
for part in (reading, executing, files, documents, progress):
    router.include_router(part.router)
router.include_router(reading.task_router)
