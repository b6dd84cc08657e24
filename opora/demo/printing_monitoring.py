"""Prints what monitoring found: who answered, what the indicators say, what the report says."""

from textwrap import shorten

from rich.console import Console
from rich.table import Table

from opora.demo.monitoring import Monitored
from services.monitoring.computations.schemas import ComputationRead, ObjectRead, ValueRead

_TITLE_SIGNS = 90
_FLAGS = {
    "not_deduplicated": "работник нескольких школ сосчитан в каждой",
    "list_missing": "нет списка одной из категорий",
}


def print_monitoring(console: Console, monitored: Monitored) -> None:
    """Print the campaign, the indicators of its programme, and how the others came out."""
    campaign, counts = monitored.campaign, monitored.participation
    _print_heading(console, f"Мониторинг за {campaign.period}: {campaign.title}")
    order = f"приказ № {campaign.order.number}" if campaign.order else "без приказа"
    console.print(
        f"Кампания по программе {campaign.pack}, версия {campaign.pack_version}, {order}. Ответили в срок: "
        f"{counts.on_time}, позже: {counts.late}, не ответили: {counts.no_answer}."
    )
    required = monitored.evidence
    console.print(
        f"Подтверждающих документов требуется: {required.required}, приложено: "
        f"{required.attached + required.accepted}, нет: {required.missing}."
    )
    (computation, municipal), *others = monitored.computed
    _print_values(console, computation, municipal, monitored.titles)
    _print_others(console, others)


def _print_heading(console: Console, heading: str) -> None:
    console.print(f"\n{heading}", style="bold")


def _print_values(
    console: Console, computation: ComputationRead, municipal: ObjectRead, titles: dict[str, str]
) -> None:
    _print_heading(console, f"Показатели муниципалитета, {computation.pack}, {computation.period}")
    table = Table("№", "Показатель", "Значение", "Примечания")
    for value in municipal.values:
        title = shorten(titles[value.indicator], _TITLE_SIGNS, placeholder=" …")
        table.add_row(value.indicator, title, _tell_value(value), _tell_remarks(value))
    console.print(table)


def _tell_value(value: ValueRead) -> str:
    if value.numerator is not None and value.percent is not None:
        return f"{value.numerator} из {value.denominator} ({value.percent.replace('.', ',')} %)"
    answers = {"yes": "да", "no": "нет", "not_applicable": "неприменимо"}
    return "—" if value.value is None else answers.get(str(value.value), str(value.value))


def _tell_remarks(value: ValueRead) -> str:
    remarks = [_FLAGS[flag] for flag in value.flags if flag in _FLAGS]
    if value.missing_schools:
        remarks.append(f"нет ответа школ: {value.missing_schools}")
    return "; ".join([*remarks, *([value.reason] if value.reason else [])])


def _print_others(console: Console, others: list[tuple[ComputationRead, ObjectRead]]) -> None:
    _print_heading(console, "Показатели остальных программ по тем же данным")
    table = Table("Программа", "Период")
    for name in ("Показателей", "Вычислено", "Нет данных"):
        table.add_column(name, justify="right")
    for computation, municipal in others:
        known = sum(value.reason is None for value in municipal.values)
        counts = (len(municipal.values), known, len(municipal.values) - known)
        table.add_row(computation.pack, computation.period, *map(str, counts))
    console.print(table)
