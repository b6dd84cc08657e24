"""The SQL of imports that `shared.imports` does not have: the datasets, and what their merges want to know."""

from services.identification.imports.queries.datasets import IMPORTER
from services.identification.imports.queries.reading import Elements, Reach, list_elements

__all__ = ["IMPORTER", "Elements", "Reach", "list_elements"]
