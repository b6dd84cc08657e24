"""Builds the API of monitoring."""

from services.monitoring.campaigns.router import router as campaigns_router
from services.monitoring.computations.router import campaign_router as campaign_computations_router
from services.monitoring.computations.router import router as computations_router
from services.monitoring.evidence.router import router as evidence_router
from services.monitoring.imports.router import router as imports_router
from services.monitoring.indicators.router import router as indicators_router
from services.monitoring.reports.router import router as reports_router
from services.monitoring.schedules.router import router as schedules_router
from services.monitoring.schedules.use_cases import WORK
from services.monitoring.submissions.router import router as submissions_router
from services.monitoring.targets.router import router as targets_router
from shared.http.application import ServiceApplication, ServiceDefinition, ServiceParts, create_service_app
from shared.settings import Settings

DEFINITION = ServiceDefinition(
    name="monitoring",
    title="Opora · Monitoring",
    description="What the indicators (показатели) of a programme say, who has not answered, and what is recommended.",
    routers=(
        campaigns_router,
        campaign_computations_router,
        computations_router,
        evidence_router,
        imports_router,
        indicators_router,
        reports_router,
        schedules_router,
        targets_router,
        submissions_router,
    ),
    schedules=WORK,
)


def create_app(settings: Settings, parts: ServiceParts | None = None) -> ServiceApplication:
    """Return the API; `parts` replaces what it works with, in tests and under one roof with the others."""
    return create_service_app(DEFINITION, settings, parts)
