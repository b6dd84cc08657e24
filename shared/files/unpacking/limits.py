"""What a workbook or document may cost; whatever is larger travels as CSV, which is read row by row."""

import resource

MEBIBYTE = 1_048_576

# A full sheet of 50,000 rows by five columns takes about one.
CONTAINER_BYTES = 16 * MEBIBYTE
# Excel writes a few dozen, pictures and drawings included.
ENTRIES = 1_000
# Counted while inflating, all entries together; that full sheet has about ten.
INFLATED_BYTES = 128 * MEBIBYTE
# Excel nests about ten deep.
XML_DEPTH = 64
# The longest tag or comment; text is not meant, it comes in pieces. Parsing a longer one takes time without end.
XML_TAG_BYTES = MEBIBYTE
# As many cells as allowed, their values, rows and strings come to less than two million.
XML_ELEMENTS = 2_000_000
# A row is a school, a result or a measure, and the header; a region's million results travel as CSV.
SHEET_ROWS = 50_001
SHEET_COLUMNS = 256
# Inspecting and reading take some ten microseconds a cell, twice that on a busy machine: eight seconds.
CELLS = 400_000

# A full sheet in which no text repeats takes 90 MiB, so this is reached by bombs alone; an API reads two at a time.
MEMORY_BYTES = 256 * MEBIBYTE
# One long shared text may stand in every cell: what comes out is bounded as well, at 150 bytes a cell.
OUTPUT_BYTES = 64 * MEBIBYTE
# The answer to a bomb is due within ten seconds of the request.
CPU_SECONDS = 8
WALL_SECONDS = 8.5


def limit_this_process() -> None:
    """Bound memory, processor time and output of the process that calls it; there is no way back."""
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
