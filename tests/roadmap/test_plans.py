"""Tables of measures as they come: the plans of the sources, and everything that may be wrong with a table."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.roadmap.plans.errors import PlanNotFound
from services.roadmap.plans.rules import KnownParties, assemble_plan
from shared.files.grid import GridRow
from shared.files.rows import TableUnreadable
from shared.packs.parties import list_known_parties
from shared.terms import parse_plan_year
from tests.factories.plans import FORMS, PLANS, get_plan, to_csv
from tests.roadmap.plan_reading import HEADER, issues_of, read, read_rows


@cache
def known_parties() -> list[str]:
    """List the parties of the packs once."""
    return list_known_parties()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PLANS)
def test_a_plan_of_a_pack_is_the_same_in_every_form(name: str, form: str) -> None:
    source = get_plan(name)

    plan = read(FORMS[form](source.list_rows()), form, source.year, known_parties())

    assert plan.model_dump(mode="json") == {"measures": source.list_expected(), "issues": []}


@pytest.mark.parametrize(
    "section",
    [
        ["Работа с родителями", "", "", "", ""],
        ["", "Работа с родителями", "", "", ""],
        ["Работа с родителями"] * 5,
        ["", *["Работа с родителями"] * 4],
        # A scan cuts the row where the first column ends.
        ["Работа", "с родителями", "", "", ""],
        ["Работа", "Работа с родителями", "", "", ""],
    ],
)
def test_a_row_with_one_text_is_a_section_for_the_rows_below(section: list[str]) -> None:
    plan = read_rows(["1", "А", "май", "", ""], section, ["2", "Б", "май", "", ""])

    assert [measure.section for measure in plan.measures] == [None, "Работа с родителями"]
    assert plan.issues == []


@pytest.mark.parametrize(
    ("section", "title"),
    [
        (["II", "Работа", "", "", ""], "II Работа"),
        (["2.", *["Работа"] * 4], "2. Работа"),
        (["Раздел 2.", "Работа", "", "", ""], "Раздел 2. Работа"),
        (["2. Работа", "", "", "", ""], "2. Работа"),
        (["2.1.Работа", "", "", "", ""], "2.1.Работа"),
    ],
)
def test_the_number_of_a_section_belongs_to_its_title(section: list[str], title: str) -> None:
    assert read_rows(section, ["1", "А", "май", "", ""]).measures[0].section == title


def test_a_line_of_csv_with_one_cell_is_a_section() -> None:
    content = to_csv([HEADER, ["1", "А", "май", "", ""]]).replace("1,А".encode(), "Раздел\r\n1,А".encode())

    assert read(content).measures[0].section == "Раздел"


def test_a_measure_with_nothing_but_a_title_stays_a_measure() -> None:
    (measure,) = read_rows(["4", "Организация поддержки", "", "—", "-"]).measures

    assert (measure.number, measure.title, measure.term_text) == ("4", "Организация поддержки", None)
    assert (measure.section, measure.responsible, measure.expected_result) == (None, [], None)


def test_headers_come_again_on_every_page_and_columns_may_be_numbered() -> None:
    numbers = ["1", "2", "3", "4", "5"]
    rows = [numbers, ["Раздел"], ["1", "А", "май", "ОУ", "а"], HEADER, numbers, ["2", "Б", "июнь", "ОУ", "б"]]

    plan = read_rows(*rows)

    assert [(measure.section, measure.title) for measure in plan.measures] == [("Раздел", "А"), ("Раздел", "Б")]
    assert plan.issues == []


def test_a_title_above_the_header_is_no_part_of_it() -> None:
    content = to_csv([["План на год"], HEADER, ["1", "А", "май", "ОУ", "а"]])

    plan = read(content)

    assert (plan.measures[0].number, plan.issues) == ("1", [])


def test_a_header_stands_below_a_title_and_its_columns_in_any_order() -> None:
    rows = [["Приложение 1"], ["План на год"], ["Срок", "Мероприятия", "№ п/п"], ["Май", "А", "1"]]

    (measure,) = read(to_csv(rows)).measures

    assert (measure.number, measure.title, str(measure.starts_on)) == ("1", "А", "2022-05-01")


@pytest.mark.parametrize("number", ["№", "№ п/п", "№ п.п.", "№п/п", "№ пп", "№\nп/п", "N п/п"])
@pytest.mark.parametrize(
    "responsible", ["Ответственный", "ответственные", "Ответственный исполнитель", "ОТВЕТСТВЕННЫЕ ЗА"]
)
def test_the_words_of_a_header_have_many_spellings(number: str, responsible: str) -> None:
    header = [number, "НАИМЕНОВАНИЕ  МЕРОПРИЯТИЯ", "сроки:", responsible, "Ожидаемый\nрезультат"]

    plan = read_rows(["1", "А", "май", "ОУ", "а"], header=header)

    measure = plan.measures[0].model_dump(include={"number", "responsible", "expected_result"})
    assert measure == {"number": "1", "responsible": ["ОУ"], "expected_result": "а"}
    assert plan.issues == []


def test_a_header_that_a_scan_broke_into_two_rows_is_one() -> None:
    header = ["№", "Меры, мероприятия", "Сроки", "Ответственный", "Ожидаемый"]

    plan = read_rows(["п.п.", "", "", "", "результат"], ["1.", "А", "май", "ОУ", "а"], header=header)

    assert plan.measures[0].expected_result == "а"
    assert plan.issues == []


def test_a_row_that_goes_on_below_is_joined_and_told() -> None:
    plan = read_rows(
        ["4", "Внесение раздела «Адресная поддержка", "Ноябрь 2021 г.", "ОУ", "План"],
        ["", "педагогов»", "", "", ""],
        ["7.", "Развитие системы", "В течение", "Руководители ОУ", "Закрепление"],
        ["", "наставничества", "года", "", "пар"],
    )

    assert [measure.title for measure in plan.measures] == [
        "Внесение раздела «Адресная поддержка педагогов»",
        "Развитие системы наставничества",
    ]
    assert str(plan.measures[1].ends_on) == "2022-08-31"
    assert issues_of(plan) == [(3, None, "row_continued"), (5, None, "row_continued")]


def test_a_row_without_a_number_is_a_measure_of_its_own_where_it_has_a_term() -> None:
    plan = read_rows(["", "анализ", "май", "завуч", ""], ["", "отчёт", "июнь", "завуч", ""])

    assert [measure.title for measure in plan.measures] == ["анализ", "отчёт"]


def test_unknown_repeated_and_unnamed_columns_are_issues_of_the_header() -> None:
    header = [*HEADER, "Бюджет", "Сроки", ""]

    plan = read_rows(["1", "А", "май", "ОУ", "а", "100", "июнь", "?"], header=header)

    assert str(plan.measures[0].starts_on) == "2022-05-01"
    assert issues_of(plan) == [
        (1, "Бюджет", "unknown_column"),
        (1, "Сроки", "repeated_column"),
        (2, None, "unknown_column"),
    ]


def test_a_plan_without_terms_has_measures_and_an_issue() -> None:
    plan = read(to_csv([["Меры, мероприятия", "Ответственный"], ["А", "ОУ"]]))

    assert plan.measures[0].term_text is None
    assert issues_of(plan) == [(1, None, "missing_column")]


@pytest.mark.parametrize("line", ["1,А,май", "1,А,май,ОУ,а,б", "1,А,Б,май,ОУ,а,б"])
def test_a_row_of_another_width_is_an_issue_and_not_read(line: str) -> None:
    content = to_csv([HEADER, ["2", "Б", "июнь", "ОУ", "б"]]) + f"{line}\n".encode()

    plan = read(content)

    assert [measure.number for measure in plan.measures] == ["2"]
    assert issues_of(plan) == [(3, None, "wrong_cell_count")]


def test_issues_stand_in_the_order_of_rows() -> None:
    plan = read_rows(["1", "А", "по плану", "", ""], ["2", "", "31 июня", "", ""], ["3", "В", "еженедельно", "", ""])

    assert issues_of(plan) == [
        (2, "Сроки", "unreadable_term"),
        (3, "Меры, мероприятия", "missing_title"),
        (3, "Сроки", "impossible_date"),
        (4, "Сроки", "unsupported_recurrence"),
    ]
    assert [(m.starts_on, m.ends_on, m.recurrence) for m in plan.measures] == [(None, None, None)] * 3
    assert [measure.term_text for measure in plan.measures] == ["по плану", "31 июня", "еженедельно"]


_CELLS = [
    "",
    "",
    "1",
    "II",
    "—",
    "а",
    "Раздел",
    "май",
    "по плану",
    "31 июня",
    "ОУ, МЦ",
    "\n",
    "№",
    *HEADER,
    "Ожидаемый",
]


@given(st.lists(st.lists(st.sampled_from(_CELLS), min_size=1, max_size=7), max_size=12))
def test_any_table_comes_to_a_plan(rows: list[list[str]]) -> None:
    grid = [GridRow(number, tuple(row)) for number, row in enumerate(rows, start=2) if any(row)]

    plan = assemble_plan([[GridRow(1, tuple(HEADER)), *grid]], parse_plan_year("2023"), KnownParties())

    assert plan is not None
    untitled = [measure for measure in plan.measures if measure.title is None]
    assert len(untitled) == sum(issue.code == "missing_title" for issue in plan.issues)
    assert [issue.row for issue in plan.issues] == sorted(issue.row for issue in plan.issues)


def test_a_broken_line_of_csv_is_an_issue() -> None:
    plan = read(to_csv([HEADER]) + '1,"А"Б,май,ОУ,а\n2,В,май,ОУ,а\n'.encode())

    assert [measure.number for measure in plan.measures] == ["2"]
    assert issues_of(plan) == [(2, None, "broken_quotes")]


@pytest.mark.parametrize("rows", [[], [["а", "б"]], [["Показатели", "Индикатор"]], [["Мероприятие"], ["А"]]])
def test_a_file_without_a_table_of_measures_is_refused(rows: list[list[str]]) -> None:
    content = to_csv([*rows, ["", ""]])

    with pytest.raises(PlanNotFound):
        read(content)


def test_a_file_with_semicolons_is_refused_with_what_to_do() -> None:
    with pytest.raises(TableUnreadable, match="не запятыми"):
        read(";".join(HEADER).encode())


def test_a_header_without_rows_is_an_empty_plan() -> None:
    assert read_rows().model_dump() == {"measures": [], "issues": []}
