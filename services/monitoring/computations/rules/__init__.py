"""What stored values mean: by their definitions, beside earlier ones, beside targets; no I/O."""

from services.monitoring.computations.rules.dynamics import Direction, compare_values, reaches_target
from services.monitoring.computations.rules.evidence import list_evidence, read_regional_value

__all__ = ["Direction", "compare_values", "list_evidence", "reaches_target", "read_regional_value"]
