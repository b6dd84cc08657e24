"""On which terms rows are imported, and how that can end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ImportMode(StrEnum):
    """Whether anything is stored."""

    validate = "validate"
    merge = "commit"


class Atomicity(StrEnum):
    """What one faulty row refuses: the whole import, or itself."""

    all = "all"
    row = "row"


class ImportOutcome(StrEnum):
    """How an import ended."""

    merged = "merged"
    validated = "validated"
    refused = "refused"


class Severity(StrEnum):
    """What an issue does to its row: an error rejects it, a warning does not."""

    error = "error"
    warning = "warning"


@dataclass(frozen=True, slots=True)
class ImportTerms:
    """How a sender wants his rows taken in; `as_of` None is the arrival, totals not declared are left out."""

    mode: ImportMode = ImportMode.merge
    atomic: Atomicity = Atomicity.row
    as_of: datetime | None = None
    declared_totals: Mapping[str, int] = field(default_factory=dict)
