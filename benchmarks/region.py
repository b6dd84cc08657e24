"""A synthetic federation: deterministic schools and results of the nine procedures over two years."""

import csv
from pathlib import Path

from tests.factories.files import RESULTS_HEADER, SCHOOLS_HEADER

PROCEDURES = (
    *("vpr-math-5", "vpr-math-6", "vpr-rus-5", "vpr-rus-6", "oge-math", "oge-rus"),
    *("ege-math-base", "ege-math-profile", "ege-rus"),
)
YEARS = ("2022/2023", "2021/2022")
LIST_YEAR = "2023/2024"
_SCHOOLS_PER_MUNICIPALITY = 17


def write_files(folder: Path, schools: int) -> tuple[Path, Path]:
    """Write the files of so many schools, every cell filled; return register and results."""
    register, results = folder / "schools.csv", folder / "results.csv"
    with register.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(SCHOOLS_HEADER.split(","))
        for number in range(schools):
            municipality = number // _SCHOOLS_PER_MUNICIPALITY
            name = f"МБОУ «СОШ № {number}»"
            writer.writerow([_code(number), name, f"{1000000 + municipality:08d}", f"Округ {municipality}", 1, 11])
    with results.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(RESULTS_HEADER.split(","))
        for number in range(schools):
            for place, (year, procedure) in enumerate((year, code) for year in YEARS for code in PROCEDURES):
                # Primes spread the shares evenly over 0…40 %, about a third of the schools being listed.
                participants = 5 + (number * 31 + place * 17) % 60
                below = participants * ((number * 7 + place * 13) % 40) // 100
                writer.writerow([_code(number), year, procedure, participants, below])
    return register, results


def _code(number: int) -> str:
    return f"edu{100000 + number:06d}"
