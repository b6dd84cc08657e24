"""Rows of tables whose header is not known beforehand: it may stand below a title, and come again on every page."""

from dataclasses import dataclass

from shared.files.rows import RowFault


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row that holds something: its number as the program shows it, its cells without surrounding blanks."""

    number: int
    cells: tuple[str, ...]
    fault: RowFault | None = None
    fault_place: int = -1
    """Where the faulty cell stands in the cells, -1 where the row as a whole is at fault."""
