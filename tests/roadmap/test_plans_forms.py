"""What sheets and documents have besides rows of text, and who answers for a measure."""

import pytest

from tests.factories.documents import Below, Spanning, make_document, make_table
from tests.roadmap.plan_reading import HEADER, issues_of, read, read_rows
from tests.shared.files.reading import make_workbook

DEPARTMENT = "Отдел по общему, дополнительному образованию, воспитанию"


def test_a_cell_of_a_sheet_that_holds_no_value_is_an_issue_and_null() -> None:
    plan = read(make_workbook([HEADER, (1, "А", "=B1", "ОУ", "а"), (2, "#REF!", "май", "ОУ", "б")]), "xlsx")

    assert [(measure.title, measure.term_text) for measure in plan.measures] == [("А", None), (None, "май")]
    assert issues_of(plan) == [(2, "Сроки", "formula_cell"), (3, "Меры, мероприятия", "error_cell")]


def test_a_row_with_one_text_and_a_formula_is_no_section() -> None:
    plan = read(make_workbook([HEADER, (None, "Анализ", "=B1", None, None)]), "xlsx")

    assert [measure.title for measure in plan.measures] == ["Анализ"]
    assert issues_of(plan) == [(2, "Сроки", "formula_cell")]


def test_every_table_of_measures_in_a_document_is_read_and_others_are_passed_over() -> None:
    first = make_table([HEADER, [Spanning("Раздел", 5)], ["1", "А", "май", "ОУ", "а"]])
    indicators = make_table([("№ п.п.", "Показатели", "Индикатор"), ("1", "Доля", "%")])
    second = make_table([("Мероприятие", "Срок"), ("Б", "июнь")])

    plan = read(make_document(indicators, first, second), "docx")

    assert [(measure.section, measure.title) for measure in plan.measures] == [("Раздел", "А"), (None, "Б")]
    assert plan.issues == []


def test_a_table_that_a_page_break_cut_goes_on_and_another_without_header_does_not() -> None:
    first = make_table([HEADER, [Spanning("Раздел", 5)], ["1", "А", "май", "ОУ", "а"]])
    rest = make_table([["2", "Б", "июнь", "ОУ", "б"]])
    signatures = make_table([["", "Начальник", "", "И. О.", ""]])

    plan = read(make_document(first, rest, signatures), "docx")

    assert [(measure.section, measure.title) for measure in plan.measures] == [("Раздел", "А"), ("Раздел", "Б")]


def test_a_term_merged_over_rows_belongs_to_each_of_them() -> None:
    table = make_table(
        [HEADER, ["1", "А", Below("май", starts=True), "ОУ", "а"], ["2", "Б", Below(), "ОУ", "б"]],
    )

    plan = read(make_document(table), "docx")

    assert [str(measure.starts_on) for measure in plan.measures] == ["2022-05-01", "2022-05-01"]


@pytest.mark.parametrize(
    ("cell", "parties"),
    [
        ("МБУ «МЦ», ОУ", ["МБУ «МЦ»", "ОУ"]),
        ("ММЦ; ОУ\nруководители ОУ", ["ММЦ", "ОУ", "руководители ОУ"]),
        (DEPARTMENT, [DEPARTMENT]),
        (f"{DEPARTMENT}, ИМО", [DEPARTMENT, "ИМО"]),
        (f"ИМО;\n{DEPARTMENT.replace(' ', '  ')}", ["ИМО", DEPARTMENT]),
        (f"{DEPARTMENT.upper()}\n\nИМО", [DEPARTMENT.upper(), "ИМО"]),
        ("Отдел по общему,\nдополнительному образованию,\nвоспитанию", [DEPARTMENT]),
        # Only a whole name counts.
        (f"{DEPARTMENT} и спорту", ["Отдел по общему", "дополнительному образованию", "воспитанию и спорту"]),
        ('МБУ "Центр, отдел 1", ОУ', ['МБУ "Центр, отдел 1"', "ОУ"]),
        ("—", []),
        ("ОУ, ", ["ОУ"]),
        ("ОУ, —;", ["ОУ"]),
    ],
)
def test_known_parties_are_whole_and_the_rest_is_split(cell: str, parties: list[str]) -> None:
    known = [DEPARTMENT, "МБУ «Центр, отдел 1»", "ОУ"]

    (measure,) = read_rows(["1", "А", "май", cell, "а"], parties=known).measures

    assert measure.responsible == parties
