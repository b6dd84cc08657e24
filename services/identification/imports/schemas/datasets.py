"""What can be imported."""

from enum import StrEnum


class Dataset(StrEnum):
    """What a file holds."""

    schools = "schools"
    results = "results"
    context = "context"
