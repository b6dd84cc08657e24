"""The plans of the sources, as tables in every form, with the dates that their terms mean."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl

from tests.factories.documents import Spanning, make_document, make_paragraphs, make_table
from tests.shared.files.reading import save


@dataclass(frozen=True)
class Measure:
    """A measure as printed, and its dates as the rules of plans give them."""

    number: str | None
    title: str
    term: str
    responsible: str
    result: str | None
    dates: str
    """`first..last`, with ` yearly` for «ежегодно»."""


@dataclass(frozen=True)
class SourcePlan:
    """A plan: its header as printed, its year, and its measures by section."""

    header: tuple[str, str, str, str, str]
    year: str
    sections: tuple[tuple[str | None, tuple[Measure, ...]], ...]

    def list_rows(self) -> list[list[str]]:
        """Return the rows of the table; a section is one cell."""
        rows: list[list[str]] = [list(self.header)]
        for section, measures in self.sections:
            rows += [[section]] if section else []
            rows += [[m.number or "", m.title, m.term, m.responsible, m.result or ""] for m in measures]
        return rows

    def list_expected(self) -> list[dict[str, Any]]:
        """Return what must be printed of the measures."""
        return [_expect(section, measure) for section, measures in self.sections for measure in measures]


def _expect(section: str | None, measure: Measure) -> dict[str, Any]:
    days, _, recurrence = measure.dates.partition(" ")
    starts_on, ends_on = days.split("..")
    return {
        "section": section,
        "number": measure.number,
        "title": measure.title,
        "term_text": measure.term,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "recurrence": recurrence or None,
        "responsible": measure.responsible.split(", "),
        "expected_result": measure.result,
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


_MODELS = (
    "Реализация вариативных моделей системы работы с общеобразовательными организациями с низкими образовательными "
    "результатами (срок реализации - 1 год, ежегодно)"
)
KRASNYE_BAKI = SourcePlan(
    ("№ п/п", "Наименование мероприятия", "Сроки", "Ответственный исполнитель", "Ожидаемый результат"),
    "2021/2022",
    (
        (
            _MODELS,
            (
                # Months without a year belong to the plan's year, September to December to its first half.
                Measure(
                    *("1", "Анализ кадрового обеспечения ОО с низкими образовательными результатами"),
                    *("Сентябрь – октябрь ежегодно", "УОи МП", "Аналитическая справка"),
                    "2021-09-01..2021-10-31 yearly",
                ),
                # A year written once stands for both months.
                Measure(
                    *("2", "Определение состава целевой группы педагогов и целевой группы руководящих работников"),
                    *("Сентябрь – октябрь 2021 г.", "УОи МП", "Состав целевой группы"),
                    "2021-09-01..2021-10-31",
                ),
                Measure(
                    *("3", "Формирование планов методических мер и мероприятий", "Сентябрь – октябрь 2021 г."),
                    *("УОи МП", "Планы мер и мероприятий", "2021-09-01..2021-10-31"),
                ),
                Measure(
                    *("4", "Внесение в план-график раздела «Адресная методическая поддержка педагогов»"),
                    *("Ноябрь – декабрь 2021 г.", "УОи МП", "Корректировка плана-графика"),
                    "2021-11-01..2021-12-31",
                ),
                # A whole calendar year, although the plan is academic: the year is written.
                Measure(
                    *("5", "Реализация программ повышения квалификации", "Январь – декабрь 2022 г.", "УОи МП"),
                    *("Результаты, определенные программами", "2022-01-01..2022-12-31"),
                ),
                Measure(
                    *("6", "Разработка муниципальной программы поддержки ОО", "Январь – апрель 2022 г.", "УОи МП"),
                    *("Дорожные карты", "2022-01-01..2022-04-30"),
                ),
                # Printed with hyphens from here on.
                Measure(
                    *("7", "Анализ результатов методических мер", "Ноябрь - декабрь 2022 г.", "УОи МП"),
                    *("Выводы об эффективности", "2022-11-01..2022-12-31"),
                ),
                Measure(
                    *("8", "Участие в региональной научно-практической конференции", "Август - сентябрь 2022 г."),
                    *("УОи МП", "Ознакомление с опытом", "2022-08-01..2022-09-30"),
                ),
            ),
        ),
    ),
)

# The header breaks over two lines of one cell; the name of a person is left out here.
PREVENTION = SourcePlan(
    ("№\nп.п.", "Меры, мероприятия", "Сроки", "Ответственный", "Ожидаемый\nрезультат"),
    "2022/2023",
    (
        (
            None,
            (
                # The plan's whole year: 1 September to 31 August (B50).
                Measure(
                    *("1.", "Распространение и внедрение успешных педагогических практик", "В течение года"),
                    *("МБУ «МЦ»", "Оформление сборника, публикации", "2022-09-01..2023-08-31"),
                ),
                Measure(
                    *("2.", "Разработка и внедрение примерной программы антирисковых мер", "Октябрь"),
                    *("Руководители ОУ", "Программа антирисковых мер", "2022-10-01..2022-10-31"),
                ),
                Measure(
                    *("3.", "Проведение собраний для родителей (законных представителей)", "Октябрь"),
                    *("Руководители ОУ", "Протоколы собраний", "2022-10-01..2022-10-31"),
                ),
                Measure(
                    *("4.", "Организация поддержки обучающихся", "В течение года", "Руководители ОУ", None),
                    "2022-09-01..2023-08-31",
                ),
                Measure(
                    *("5.", "Разработка плана работы", "октябрь", "Руководители ОУ", "План работы ОУ"),
                    "2022-10-01..2022-10-31",
                ),
                Measure(
                    *("6.", "Разработка и реализация адресных образовательных программ", "сентябрь"),
                    *("Руководители ОУ", "Индивидуальные образовательные маршруты", "2022-09-01..2022-09-30"),
                ),
                Measure(
                    *("7.", "Развитие системы ученического наставничества", "В течение года", "Руководители ОУ"),
                    *("Закрепление наставнических пар", "2022-09-01..2023-08-31"),
                ),
            ),
        ),
    ),
)

_UO, _MC, _OU = "Управление образования", "МБУ «МЦ»", "ОУ"
_GROWTH, _SUPPORT = "Повышение профессиональных компетенций педагогов", "Методическое сопровождение"
_DYNAMICS = "Положительная динамика качества общего образования"
# In a calendar plan the school year is the plan's year (B50).
_SCHOOL_YEAR = ("В течение учебного года", "2023-01-01..2023-12-31")


def _unnumbered(title: str, term: tuple[str, str], parties: Sequence[str], result: str | None) -> Measure:
    return Measure(None, title, term[0], ", ".join(parties), result, term[1])


_JANUARY, _FEBRUARY = ("Январь 2023", "2023-01-01..2023-01-31"), ("Февраль 2023", "2023-02-01..2023-02-28")
_MARCH, _APRIL = ("Март 2023", "2023-03-01..2023-03-31"), ("Апрель 2023", "2023-04-01..2023-04-30")
_LATE_SUMMER = ("Август – сентябрь 2023", "2023-08-01..2023-09-30")
_SPRING = ("Февраль – май 2023", "2023-02-01..2023-05-31")
_LATE_SPRING = ("Апрель – май 2023", "2023-04-01..2023-05-31")

NORILSK_2023 = SourcePlan(
    ("№ п/п", "Наименование мероприятия", "Срок", "Ответственные", "Результат"),
    "2023",
    (
        (
            "Нормативно-правовые и организационно-управленческие мероприятия",
            (
                _unnumbered("Анализ результатов независимых процедур", _JANUARY, [_MC], "Выявление дефицитов"),
                _unnumbered("Мониторинг нормативной базы ОУ", _FEBRUARY, [_OU], "Актуализация нормативной базы ОУ"),
                _unnumbered("Разработка и утверждение школьных мер", _FEBRUARY, [_OU], "Самоанализ возможностей ОУ"),
                _unnumbered("Издание приказа о назначении муниципального координатора", _MARCH, [_UO], None),
                _unnumbered("Подготовка методических рекомендаций", _MARCH, [_MC], _SUPPORT),
                _unnumbered("Организация проверки межшкольными комиссиями", _APRIL, [_MC, _OU], "Объективность"),
                _unnumbered(
                    "Повторный анализ результатов независимых оценочных процедур",
                    *(("Июнь – август 2023", "2023-06-01..2023-08-31"), [_MC, _OU], "Анализ промежуточных результатов"),
                ),
                _unnumbered("Корректировка и утверждение Программы", _LATE_SUMMER, [_UO], _DYNAMICS),
                _unnumbered("Утверждение плана на 2023- 2024 учебный год", _LATE_SUMMER, [_UO, _MC], "Актуализация"),
            ),
        ),
        (
            "Мероприятия с педагогическими и административными работниками",
            (
                _unnumbered("Проведение методических совещаний в каждой школе", _FEBRUARY, [_UO, _MC], None),
                _unnumbered("Информирование о проведении мероприятий", _SCHOOL_YEAR, [_MC], None),
                _unnumbered(
                    "Формирование комплекса мер:\n- работа с одаренными обучающимися;\n- работа с родителями",
                    *(_SPRING, [_UO, _MC, _OU], _SUPPORT),
                ),
                _unnumbered("Постоянно действующий цикл мероприятий", _SPRING, [_MC], _SUPPORT),
                _unnumbered(
                    "Проведение цикла практикориентированных мероприятий",
                    *(("Март – апрель 2023", "2023-03-01..2023-04-30"), [_MC], _GROWTH),
                ),
                _unnumbered(
                    "Участие учителей предметников в семинарах",
                    *(("Март – май 2023", "2023-03-01..2023-05-31"), [_OU], _GROWTH),
                ),
                _unnumbered("Семинары в рамках методических объединений", _SCHOOL_YEAR, [_MC], _GROWTH),
                _unnumbered("Обеспечение контроля освоения программы", _SCHOOL_YEAR, [_OU], _DYNAMICS),
                _unnumbered("Обеспечение проведения индивидуальных занятий", _SCHOOL_YEAR, [_OU], _DYNAMICS),
                _unnumbered("Обеспечение методологической поддержки учителей", _SCHOOL_YEAR, [_MC], _GROWTH),
                _unnumbered("Совместные мероприятия с РМА", _LATE_SPRING, [_MC, "методисты РМА"], _GROWTH),
                _unnumbered("Организация курсов повышения квалификации", _LATE_SPRING, [_MC, _OU], _GROWTH),
            ),
        ),
        (
            "Работа с родительской общественностью",
            (
                _unnumbered("Обсуждение механизмов сотрудничества", _SCHOOL_YEAR, [_UO, _OU], "Сотрудничество"),
                _unnumbered("Проведение общегородских встреч и собраний", _SCHOOL_YEAR, [_UO, _OU], "Компетентность"),
            ),
        ),
        (
            "Мониторинг исполнения плана мероприятий по повышению качества образования",
            (
                _unnumbered(
                    "Оценка качества образования",
                    *(("Май 2023", "2023-05-01..2023-05-31"), [_UO, _MC], "Аналитическая справка"),
                ),
                _unnumbered(
                    "Определение эффективности реализации программы",
                    *(("Сентябрь 2023", "2023-09-01..2023-09-30"), [_UO, _MC, _OU], None),
                ),
            ),
        ),
    ),
)

PLANS = {"krasnye-baki": KRASNYE_BAKI, "prevention": PREVENTION, "norilsk-2023": NORILSK_2023}
FORMS = {"csv": to_csv, "xlsx": to_xlsx, "docx": to_docx}
