from pathlib import Path

import pytest

from shared.reference.academic_years import format_academic_year, parse_academic_year
from shared.reference.procedures import load_procedures
from shared.reference.regions import load_regions
from shared.reference.sessions import load_sessions
from shared.reference.strict_yaml import YamlFault, parse_strict_yaml, read_strict_yaml


def test_all_89_subjects_are_there() -> None:
    regions = load_regions().values()

    assert sum(1 + len(region.includes) for region in regions) == 89
    assert len({name for region in regions for name in (region.name, *region.includes)}) == 89


def test_sessions_not_held_are_known() -> None:
    catalogue = load_procedures()

    assert not catalogue.was_held("oge-math", 2019)
    assert catalogue.was_held("oge-math", 2020)
    assert not catalogue.was_held("ege-math-base", 2020)
    assert catalogue.was_held("ege-math-profile", 2020)


def test_what_is_known_of_sessions_is_of_procedures_there_are() -> None:
    sessions = load_sessions()

    assert {code for code, _ in sessions} <= set(load_procedures().procedures)
    vpr = [code for code in load_procedures().procedures if code.startswith("vpr-")]
    assert {(code, year) for code in vpr for year in range(2019, 2026)} <= set(sessions)


def test_only_the_two_mathematics_replace_each_other() -> None:
    procedures = load_procedures().procedures.values()

    assert [procedure.code for procedure in procedures if procedure.alternative_group == "ege-math"] == [
        "ege-math-base",
        "ege-math-profile",
    ]


def test_an_academic_year_is_two_years_in_a_row() -> None:
    assert parse_academic_year("2021/2022") == 2021
    assert format_academic_year(2021) == "2021/2022"
    with pytest.raises(ValueError, match="двумя годами подряд"):
        parse_academic_year("2021/2023")


@pytest.mark.parametrize("text", ["0000/0001", "1989/1990", "2100/2101", "9999/10000"])
def test_a_year_in_which_a_digit_was_mistyped_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="не учебный год"):
        parse_academic_year(text)


@pytest.mark.parametrize("text", ["1990/1991", "2099/2100"])
def test_the_first_and_the_last_academic_year_are_accepted(text: str) -> None:
    assert format_academic_year(parse_academic_year(text)) == text


def test_words_numbers_and_dates_stay_as_printed(tmp_path: Path) -> None:
    path = tmp_path / "any.yaml"
    path.write_text("a: no\nb: 33.3\nc: 2022-01-01\nd: true\ne: 5\nf: 1e3\n", encoding="utf-8")

    assert read_strict_yaml(path) == {"a": "no", "b": "33.3", "c": "2022-01-01", "d": True, "e": 5, "f": "1e3"}


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes("школа: да".encode("cp1251"))

    with pytest.raises(YamlFault, match="UTF-8"):
        read_strict_yaml(path)


def test_the_line_of_a_pointer_is_found_or_that_of_its_parent() -> None:
    document = parse_strict_yaml("a:\n  - b: 1\n  - b: 2\n")

    assert document.find_line("/a/1/b") == 3
    assert document.find_line("/a/1/c") == 3
    assert document.find_line("/z") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &x [1, 2]\nb: [*x, *x]", "Ссылки"),
        ("[" * 5000, "глубоко"),
        ("a: 0b_", "Число"),
        ('a: "\\0"', "непечатаемые"),
        ('a: "\\ud800"', "непечатаемые"),
        ("a: \x00", "знаки"),
        ("a: \ud800", "знаки"),
    ],
)
def test_what_would_break_its_reader_is_a_fault(text: str, words: str) -> None:
    with pytest.raises(YamlFault, match=words):
        parse_strict_yaml(text)
