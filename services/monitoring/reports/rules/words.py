"""How reports call things: periods, areas, numbers and lists of schools in Russian."""

from collections.abc import Sequence
from datetime import date

from services.monitoring.reports.schemas import Number, ReportContent
from shared.indicators.deficits import Addressee, Area

AREAS: dict[Area, str] = {
    "results": "образовательные результаты",
    "resources": "ресурсы",
    "staff": "кадры и профессиональные компетенции",
    "support": "методическая поддержка и сетевое взаимодействие",
    "pupils": "контингент и профилактика неуспешности",
    "management": "управление качеством",
}
ADDRESSEES: dict[Addressee, str] = {
    "school": "Школам",
    "leaders": "Руководителям и органам управления",
    "teachers": "Педагогам",
}
CHANGES = {"improved": "улучшение", "worsened": "ухудшение", "unchanged": "без изменений"}
_ANSWERS = {"yes": "да", "no": "нет", "not_applicable": "не применимо"}
_FEW = 10


def name_date(day: date) -> str:
    """Return a date as orders write it: 14.08.2023."""
    return day.strftime("%d.%m.%Y")


def cite_order(number: str | None, day: date | None, title: str | None) -> str | None:
    """Return how an order is cited: приказ от 01.06.2023 № 45 «О мониторинге»; None where there is none."""
    if number is None or day is None:
        return None
    return f"приказ от {name_date(day)} № {number}" + (f" «{title.strip('«»')}»" if title else "")


def tell_number(number: Number | None) -> str:
    """Return a value for a cell: «30 из 40 (75,00 %)», «да», «7»; a dash where there is none."""
    if number is None:
        return "—"
    if number.answer is not None:
        return _ANSWERS[number.answer]
    if number.denominator is None:
        return str(number.numerator)
    percent = f" ({number.percent.replace('.', ',')}\N{NO-BREAK SPACE}%)" if number.percent else ""
    return f"{number.numerator}\N{NO-BREAK SPACE}из\N{NO-BREAK SPACE}{number.denominator}{percent}"


def number_of(indicator: str) -> str:
    """Return the number of an indicator as its source prints it: the level before it is ours (004)."""
    return indicator.removeprefix("m-").removeprefix("s-")


def plain(title: str) -> str:
    """Return an official title without the marks that tell what of it was restored."""
    return title.replace("⟦", "").replace("⟧", "")


def name_schools(content: ReportContent, codes: Sequence[str]) -> str:
    """Return the names of schools in the order of their codes; of many how many they are, the annex names them."""
    names = {school.code: school.name for school in content.schools}
    if len(codes) > _FEW:
        return f"всего {len(codes)}, см. приложение"
    return ", ".join(names.get(code, code) for code in sorted(codes)).replace("№ ", "№\N{NO-BREAK SPACE}")
