"""Prints what the API answered, as a methodist reads it."""

from collections.abc import Iterator
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from opora.demo.cycle import Judged, Report
from opora.demo.printing_lists import print_lists
from opora.demo.printing_monitoring import print_monitoring
from opora.demo.printing_roadmaps import print_outcome, print_roadmaps
from services.identification.runs.schemas import VerdictStatus, VerdictSummary
from shared.rules.wording import count_pupils, name_flags

_WIDTH_OF_FILES = 120
_SHOWN_MISSING = 3
_DATASETS = {"schools": "школы", "results": "результаты процедур", "context": "сводная таблица рисков"}
_COMBINATIONS = {
    "any": "хотя бы один раздел таблицы",
    "at-least-2": "не менее двух разделов",
    "at-least-3": "не менее трёх разделов",
    "all": "все четыре раздела",
}


def print_report(report: Report, target: TextIO) -> None:
    """Print receipts, lists with reasons, what is missing, near misses and one full explanation."""
    console = Console(file=target, width=None if target.isatty() else _WIDTH_OF_FILES, highlight=False, markup=False)
    home = report.schools[0]
    console.print(
        f"{home.municipality_name} (ОКТМО {home.municipality_oktmo}), школ: {len(report.schools)}. "
        "Муниципалитет и все данные вымышлены."
    )
    _print_receipts(console, report)
    _print_rule(console, "Школы с низкими образовательными результатами (ШНОР)", report.low_results)
    _print_near_misses(console, report.low_results)
    _print_heading(console, "Полное обоснование одного заключения: школа ровно на пороге")
    console.print(report.explanation, soft_wrap=True)
    _print_rule(console, "Рисковые школы", report.at_risk)
    _print_boundaries(console, report.at_risk)
    _print_combinations(console, report.at_risk)
    print_lists(console, report.published)
    print_roadmaps(console, report.planned)
    print_monitoring(console, report.monitored)
    print_outcome(console, report.outcome)
    console.print("\nЭто список школ, которым нужна поддержка, а не рейтинг школ.", style="bold")


def _print_heading(console: Console, heading: str) -> None:
    console.print(f"\n{heading}", style="bold")


def _print_receipts(console: Console, report: Report) -> None:
    _print_heading(console, "Загрузка: квитанции")
    table = Table("Файл")
    for name in ("Строк", "Создано", "Изменено", "Без изменений", "Отклонено"):
        table.add_column(name, justify="right")
    for receipt in report.receipts:
        counts = (receipt.received, receipt.created, receipt.updated, receipt.unchanged, receipt.rejected)
        table.add_row(_DATASETS[receipt.dataset], *map(str, counts))
    console.print(table)


def _print_rule(console: Console, heading: str, judged: Judged) -> None:
    run, counts = judged.run, judged.run.summary
    _print_heading(console, f"{heading}, {run.academic_year}")
    console.print(
        f"Правило {run.rule}, версия {run.pack_version}. Выявлено: {counts.identified}, не выявлено: "
        f"{counts.not_identified}, не хватает данных: {counts.undetermined}."
    )
    table = Table("Выявлена", "Почему", "Пометки", show_lines=True)
    for verdict in judged.having(VerdictStatus.identified):
        met = f"критерии: {list(verdict.criteria.values()).count('met')} из {len(verdict.criteria)}"
        remarks = [met, *name_flags(verdict.flags)]
        table.add_row(_name(verdict), _lines(verdict.reasons), _lines(remarks))
    console.print(table)
    table = Table("Не хватает данных", "Чего именно", show_lines=True)
    for verdict in judged.having(VerdictStatus.undetermined):
        table.add_row(_name(verdict), _lines(_shorten(verdict.missing_names)))
    console.print(table)


def _name(verdict: VerdictSummary) -> Text:
    return Text(f"{verdict.school_name}\n{verdict.school_code}")


def _lines(sentences: list[str]) -> Text:
    return Text("\n".join(sentences) or "—")


def _shorten(names: list[str]) -> list[str]:
    more = len(names) - _SHOWN_MISSING
    return names if more <= 0 else [*names[:_SHOWN_MISSING], f"и ещё {more}"]


def _print_near_misses(console: Console, judged: Judged) -> None:
    _print_heading(console, "Рядом с порогом: заключение меняет один ученик")
    for verdict in judged.verdicts:
        for sentence in _tell_near_miss(verdict):
            console.print(f"– {verdict.school_name} ({verdict.school_code}): {sentence}")


def _tell_near_miss(verdict: VerdictSummary) -> Iterator[str]:
    if verdict.distance.to_enter == 1:
        yield f"не выявлена; ещё {count_pupils(1)} с результатом ниже порога — и была бы выявлена."
    if verdict.distance.to_leave == 1:
        yield f"выявлена; ещё {count_pupils(1)} с результатом не ниже порога — и не была бы выявлена."


def _print_boundaries(console: Console, judged: Judged) -> None:
    _print_heading(console, "Ровно на пороге: решает, сказано ли в документе «более» или «и более»")
    for verdict in judged.verdicts:
        if "boundary" in verdict.flags:
            status = "выявлена" if verdict.status is VerdictStatus.identified else "не выявлена"
            console.print(f"– {verdict.school_name} ({verdict.school_code}): {status}.")


def _print_combinations(console: Console, judged: Judged) -> None:
    _print_heading(console, "Сколько школ выявило бы каждое прочтение документа (combination)")
    table = Table("Прочтение", "Значение")
    table.add_column("Выявлено", justify="right")
    for choice, title in _COMBINATIONS.items():
        used = " — применено" if choice == judged.run.options["combination"] else ""
        table.add_row(f"{title}{used}", choice, str(judged.run.combinations[choice]))
    console.print(table)
