"""Files of the import: the smallest valid rows."""

from collections.abc import Iterable, Sequence

SCHOOLS_HEADER = "school_code,school_name,municipality_oktmo,municipality_name,grades_from,grades_to"
RESULTS_HEADER = "school_code,academic_year,procedure,participants,below_threshold"
CONTEXT_HEADER = "school_code,academic_year,element,answer,numerator,denominator"

NORILSK = "04729000"
ULCHSKY = "08650000"


def make_csv(header: str, rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file; None is an empty cell."""
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([header, *lines, ""]).encode()


def make_schools(*codes: str, oktmo: str = NORILSK, grades: tuple[int, int] | None = (1, 11)) -> bytes:
    """Return a register file of schools of one municipality."""
    cells = grades or (None, None)
    return make_csv(SCHOOLS_HEADER, [(code, f"Школа {code}", oktmo, f"Округ {oktmo}", *cells) for code in codes])


def make_results(*rows: Sequence[object]) -> bytes:
    """Return a file of results."""
    return make_csv(RESULTS_HEADER, rows)


def make_context(*rows: Sequence[object]) -> bytes:
    """Return a file of context values."""
    return make_csv(CONTEXT_HEADER, rows)
