"""What is done with computations: plan and execute them, read what they kept."""

from services.monitoring.computations.use_cases.computing import (
    compute_campaign,
    compute_indicators,
    create_computation,
    describe_computation,
    get_computation,
    get_plan,
    plan_campaign_computation,
)
from services.monitoring.computations.use_cases.dynamics import list_dynamics
from services.monitoring.computations.use_cases.reading import list_contributions, list_totals, list_values

__all__ = [
    "compute_campaign",
    "compute_indicators",
    "create_computation",
    "describe_computation",
    "get_computation",
    "get_plan",
    "list_contributions",
    "list_dynamics",
    "list_totals",
    "list_values",
    "plan_campaign_computation",
]
