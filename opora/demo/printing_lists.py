"""Prints what orders made of the runs: the lists of two years, where they differ, who entered, stayed and left."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from opora.demo.cycle import Published
from services.identification.lists.schemas import Difference, ListChange, ListRead
from services.identification.lists.schemas.sets import ComparedListing, DifferentSchool

_DIFFERENCES = {
    Difference.only_official: "только в документе",
    Difference.only_calculated: "только в расчёте",
}
_STATUSES = {
    "identified": "расчёт: выявлена",
    "not_identified": "расчёт: не выявлена",
    "undetermined": "расчёт: не хватает данных",
}
_CHANGES = {
    ListChange.entered: "Вошли",
    ListChange.stayed: "Остались",
    ListChange.left: "Вышли",
}


def print_lists(console: Console, published: Published) -> None:
    """Print the lists of both years, the difference of the first, and the comparison."""
    _print_orders(console, published)
    _print_difference(console, published)
    _print_comparison(console, published)


def _print_orders(console: Console, published: Published) -> None:
    console.print("\nПеречни ШНОР, утверждённые приказами", style="bold")
    table = Table("Учебный год", "Основание", "Приказ")
    table.add_column("Школ", justify="right")
    for one in (published.calculated, published.document, published.next):
        order = f"№ {one.order.number} от {one.order.date:%d.%m.%Y}"
        table.add_row(one.academic_year, _tell_basis(one), order, str(one.schools))
    console.print(table)


def _tell_basis(one: ListRead) -> str:
    return f"документ ({one.source})" if one.source else "расчёт"


def _print_difference(console: Console, published: Published) -> None:
    summary = published.difference.summary
    console.print(
        f"\nДокумент и расчёт, {published.difference.academic_year}: совпало {summary.both}, "
        f"только в документе {summary.only_official}, только в расчёте {summary.only_calculated}. "
        "Действует документ (B13).",
        style="bold",
    )
    for school in published.difference.items:
        if school.difference in _DIFFERENCES:
            status = f"; {_STATUSES[school.verdict.status]}" if school.verdict else ""
            console.print(f"– {_name(school)}: {_DIFFERENCES[school.difference]}{status}.")


def _print_comparison(console: Console, published: Published) -> None:
    comparison = published.comparison
    console.print(f"\nГод спустя: {comparison.earlier_academic_year} и {comparison.academic_year}", style="bold")
    table = Table("", "Школы", show_lines=True)
    for change, title in _CHANGES.items():
        schools = [school for school in comparison.items if school.change is change]
        table.add_row(f"{title}: {len(schools)}", _lines(schools))
    console.print(table)


def _lines(schools: Iterable[ComparedListing]) -> str:
    return "\n".join(map(_name, schools)) or "—"


def _name(school: ComparedListing | DifferentSchool) -> str:
    return f"{school.school_name} ({school.school_code})"
