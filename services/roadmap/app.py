"""Builds the API of the roadmap."""

from services.roadmap.calendars.router import router as calendars_router
from services.roadmap.catalogue.router import router as catalogue_router
from services.roadmap.cycle.router import router as cycle_router
from services.roadmap.decisions.router import router as decisions_router
from services.roadmap.effects.router import router as effects_router
from services.roadmap.plans.router import router as plans_router
from services.roadmap.programmes.router import router as programmes_router
from services.roadmap.proposals.router import router as proposals_router
from services.roadmap.reminders.router import router as reminders_router
from services.roadmap.roadmaps.router import router as roadmaps_router
from services.roadmap.support.router import router as support_router
from services.roadmap.tasks.router import router as tasks_router
from shared.http.application import ServiceApplication, ServiceDefinition, ServiceParts, create_service_app
from shared.settings import Settings

DEFINITION = ServiceDefinition(
    name="roadmap",
    title="Opora · Roadmap",
    description="Who does what by when (дорожная карта), whether it was done, and whether it helped.",
    routers=(
        calendars_router,
        catalogue_router,
        cycle_router,
        decisions_router,
        effects_router,
        programmes_router,
        proposals_router,
        plans_router,
        reminders_router,
        roadmaps_router,
        support_router,
        tasks_router,
    ),
)


def create_app(settings: Settings, parts: ServiceParts | None = None) -> ServiceApplication:
    """Return the API; `parts` replaces what it works with, in tests and under one roof with the others."""
    return create_service_app(DEFINITION, settings, parts)
