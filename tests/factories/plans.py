"""The plans of the packs as tables in every form, with the dates that their terms mean, worked out by hand."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import openpyxl

from shared.packs.loading import get_pack_folder, load_pack
from shared.roadmaps.plans import MeasureDefinition, PlanDefinition
from tests.factories.documents import Spanning, make_document, make_paragraphs, make_table
from tests.shared.files.reading import save


@dataclass(frozen=True)
class SourcePlan:
    """A plan of a pack under the header of its source, and its dates by the code of the measure."""

    plan: PlanDefinition
    header: tuple[str, str, str, str, str]
    dates: Mapping[str, str]
    """`first..last`, with ` yearly` for «ежегодно»; empty where there is no term."""

    @property
    def year(self) -> str:
        """The year of the plan."""
        return self.plan.year

    def list_rows(self) -> list[list[str]]:
        """Return the rows of the table; a section is one cell, what a measure consists of stands in lines."""
        rows: list[list[str]] = [list(self.header)]
        for section in self.plan.sections:
            rows += [[section.title]] if section.title else []
            rows += [_list_cells(measure) for measure in section.measures]
        return rows

    def list_expected(self) -> list[dict[str, Any]]:
        """Return what must be printed of the measures."""
        return [
            _expect(section.title, measure, self.dates[measure.code])
            for section in self.plan.sections
            for measure in section.measures
        ]


def _list_cells(measure: MeasureDefinition) -> list[str]:
    parties = ", ".join(party.name for party in measure.responsible)
    return [measure.number or "", _title(measure), measure.term or "", parties, measure.expected_result or ""]


def _title(measure: MeasureDefinition) -> str:
    return "\n".join([measure.title, *(f"- {item}" for item in measure.items)])


def _expect(section: str | None, measure: MeasureDefinition, dates: str) -> dict[str, Any]:
    days, _, recurrence = dates.partition(" ")
    starts_on, _, ends_on = days.partition("..")
    return {
        "section": section,
        "number": measure.number,
        "title": _title(measure),
        "term_text": measure.term,
        "starts_on": starts_on or None,
        "ends_on": ends_on or None,
        "recurrence": recurrence or None,
        "responsible": [party.name for party in measure.responsible],
        "expected_result": measure.expected_result,
    }


def to_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the rows as CSV; a section stands in the first cell, as a spreadsheet saves a merged one."""
    width = max(map(len, rows))
    text = io.StringIO(newline="")
    csv.writer(text).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the rows as a workbook: a section is merged over the row, numbers are numbers."""
    book = openpyxl.Workbook()
    width = max(map(len, rows))
    for place, row in enumerate(rows, start=1):
        book.active.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
        if len(row) == 1:
            book.active.merge_cells(start_row=place, end_row=place, start_column=1, end_column=width)
    return save(book)


def to_docx(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the rows as a table of a document, below a title: a section is one cell over the row."""
    width = max(map(len, rows))
    table = make_table([[Spanning(row[0], width)] if len(row) == 1 else row for row in rows])
    return make_document(make_paragraphs("План мероприятий\nна год"), table, make_paragraphs("Начальник управления"))


# Months without a year belong to the plan's year, September to December to its first half; a year written once stands
# for both months, and where one is written the plan's year does not matter (B49, B51).
_KRASNYE_BAKI = {
    "1": "2021-09-01..2021-10-31 yearly",
    "2": "2021-09-01..2021-10-31",
    "3": "2021-09-01..2021-10-31",
    "4": "2021-11-01..2021-12-31",
    "5": "2022-01-01..2022-12-31",
    "6": "2022-01-01..2022-04-30",
    "7": "2022-11-01..2022-12-31",
    "8": "2022-08-01..2022-09-30",
}
# «В течение года» is the plan's whole year: 1 September to 31 August (B50).
_PREVENTION = {
    "4.5-1": "2022-09-01..2023-08-31",
    "4.5-2": "2022-10-01..2022-10-31",
    "4.5-3": "2022-10-01..2022-10-31",
    "4.5-4": "2022-09-01..2023-08-31",
    "4.5-5": "2022-10-01..2022-10-31",
    "4.5-6": "2022-09-01..2022-09-30",
    "4.5-7": "2022-09-01..2023-08-31",
}
# In a calendar plan the school year is the plan's year (B50).
_WHOLE_2023 = "2023-01-01..2023-12-31"
_NORILSK_2023 = {
    "I-1": "2023-01-01..2023-01-31",
    "I-2": "2023-02-01..2023-02-28",
    "I-3": "2023-02-01..2023-02-28",
    "I-4": "2023-03-01..2023-03-31",
    "I-5": "2023-03-01..2023-03-31",
    "I-6": "2023-04-01..2023-04-30",
    "I-7": "2023-06-01..2023-08-31",
    "I-8": "2023-08-01..2023-09-30",
    "I-9": "2023-08-01..2023-09-30",
    "II-1": "2023-02-01..2023-02-28",
    "II-2": _WHOLE_2023,
    "II-3": "2023-02-01..2023-05-31",
    "II-4": "2023-02-01..2023-05-31",
    "II-5": "2023-03-01..2023-04-30",
    "II-6": "2023-03-01..2023-05-31",
    "II-7": _WHOLE_2023,
    "II-8": _WHOLE_2023,
    "II-9": _WHOLE_2023,
    "II-10": _WHOLE_2023,
    "II-11": "2023-04-01..2023-05-31",
    "II-12": "2023-04-01..2023-05-31",
    "III-1": _WHOLE_2023,
    "III-2": _WHOLE_2023,
    "IV-1": "2023-05-01..2023-05-31",
    "IV-2": "2023-09-01..2023-09-30",
}
_NO_TERMS = dict.fromkeys(map(str, range(1, 9)), "")

# Pack, plan, header as the source prints it, dates. 000 prints no table of measures: its header is ours.
_SOURCES = {
    "krasnye-baki": (
        *("krasnye-baki-2021", "roadmap-2021-2022"),
        ("№ п/п", "Наименование мероприятия", "Сроки", "Ответственный исполнитель", "Ожидаемый результат"),
        _KRASNYE_BAKI,
    ),
    "prevention": (
        *("norilsk-2022", "prevention"),
        # It breaks over two lines of one cell.
        ("№\nп.п.", "Меры, мероприятия", "Сроки", "Ответственный", "Ожидаемый\nрезультат"),
        _PREVENTION,
    ),
    "norilsk-2023": (
        *("norilsk-2022", "plan-2023"),
        ("№ п/п", "Наименование мероприятия", "Срок", "Ответственные", "Результат"),
        _NORILSK_2023,
    ),
    "municipal-cycle": (
        *("municipal-cycle", "measures"),
        ("№ п/п", "Меры, мероприятия", "Сроки", "Ответственные", "Результат"),
        _NO_TERMS,
    ),
}
PLANS = tuple(_SOURCES)
FORMS = {"csv": to_csv, "xlsx": to_xlsx, "docx": to_docx}


@cache
def get_plan(name: str) -> SourcePlan:
    """Return a plan of a pack as its source prints it."""
    pack, code, header, dates = _SOURCES[name]
    roadmap = load_pack(get_pack_folder(pack)).roadmap
    plan = roadmap.find_plan(code) if roadmap else None
    assert plan is not None, f"{pack} has no plan {code}"
    return SourcePlan(plan, header, dates)
