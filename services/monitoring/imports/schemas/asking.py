"""What a campaign asks, as the statements of its imports want it."""

from dataclasses import dataclass
from typing import Literal

SUBMIT = "submit"
"""The option of a receipt that says whether complete forms are submitted."""
Submitting = Literal["no", "yes"]


@dataclass(frozen=True, slots=True)
class AskedElements:
    """The elements of a set in three columns, and the indicators that are computed and therefore not asked."""

    element_codes: list[str]
    element_levels: list[str]
    element_kinds: list[str]
    derived_codes: list[str]
