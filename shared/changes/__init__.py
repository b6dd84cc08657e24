"""Changes (журнал изменений): every write path records what it did, in its own transaction."""

from shared.changes.reading import list_changes
from shared.changes.recording import Changed, record_change, record_changes, record_changes_of

__all__ = ["Changed", "list_changes", "record_change", "record_changes", "record_changes_of"]
