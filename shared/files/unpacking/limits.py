"""What a workbook may cost; whatever is larger travels as CSV, which is read row by row."""

import resource

MEBIBYTE = 1_048_576

# A full sheet of 100,000 rows by five columns takes one or two.
CONTAINER_BYTES = 16 * MEBIBYTE
# Excel writes a few dozen, pictures and drawings included.
ENTRIES = 1_000
# Counted while inflating, all entries together; that full sheet has about 20.
INFLATED_BYTES = 128 * MEBIBYTE
# Excel nests about ten deep.
XML_DEPTH = 64
# The longest tag or comment; text is not meant, it comes in pieces. Parsing a longer one takes time without end.
XML_TAG_BYTES = MEBIBYTE
# Cells, their values, rows and strings of a full sheet come to two and a half million.
XML_ELEMENTS = 3_000_000
# A row is a school, a result or a measure, and the header; a million results travel as CSV.
SHEET_ROWS = 100_001
SHEET_COLUMNS = 256
# Reading takes some eight microseconds a cell: five seconds for as many as these.
CELLS = 600_000

# openpyxl stays under 60 MiB on a full sheet, so this is reached by bombs alone.
MEMORY_BYTES = 512 * MEBIBYTE
# One long shared text may stand in every cell: what comes out is bounded as well, at a hundred bytes a cell.
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
