"""Builds the API of identification."""

from services.identification.context.router import router as context_router
from services.identification.imports.router import router as imports_router
from services.identification.lists.router import router as lists_router
from services.identification.municipalities.router import router as municipalities_router
from services.identification.packs.router import router as packs_router
from services.identification.procedures.router import router as procedures_router
from services.identification.results.router import router as results_router
from services.identification.runs.router import router as runs_router
from services.identification.schedules.router import router as schedules_router
from services.identification.schedules.use_cases import WORK
from services.identification.schools.router import router as schools_router
from shared.http.application import ServiceApplication, ServiceDefinition, ServiceParts, create_service_app
from shared.settings import Settings

DEFINITION = ServiceDefinition(
    name="identification",
    title="Opora · Identification",
    description="Which schools need support, and why (выявление школ). A result is a reason to help, never a rating.",
    routers=(
        imports_router,
        municipalities_router,
        schools_router,
        results_router,
        context_router,
        packs_router,
        procedures_router,
        runs_router,
        lists_router,
        schedules_router,
    ),
    schedules=WORK,
)


def create_app(settings: Settings, parts: ServiceParts | None = None) -> ServiceApplication:
    """Return the API; `parts` replaces what it works with, in tests and under one roof with the others."""
    return create_service_app(DEFINITION, settings, parts)
