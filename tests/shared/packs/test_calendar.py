"""The calendar of a pack: windows that exist, days inside them, rules that are there."""

import shutil
from pathlib import Path

import pytest

from shared.packs.calendar import Window
from shared.packs.issues import PackRefused
from shared.packs.loading import get_pack_folder, load_pack
from shared.packs.serialising import dump_pack, parse_pack
from tests.shared.packs.test_loading import spoil


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Norilsk's pack that a test may spoil."""
    return Path(shutil.copytree(get_pack_folder("norilsk-2022"), tmp_path / "norilsk-2022"))


def test_norilsk_lists_schools_at_risk_in_october() -> None:
    pack = load_pack(get_pack_folder("norilsk-2022"))

    entry = pack.find_calendar_entry("CAL-2")

    assert entry is not None
    assert entry.starts.rule == "at-risk"
    assert [(window.month, window.days, window.start_day) for window in entry.windows] == [(10, range(1, 32), 16)]


def test_monitorings_and_the_report_of_june_stand_in_the_calendar() -> None:
    packs = [load_pack(get_pack_folder(code)) for code in ("norilsk-2022", "ulchsky")]

    entries = {
        entry.code: (
            entry.starts.kind,
            entry.starts.code,
            [(window.month, window.days[-1]) for window in entry.windows],
        )
        for pack in packs
        for entry in pack.calendar
    }

    assert entries == {
        "CAL-1": ("campaign", "low-results", [(9, 30)]),
        "CAL-2": ("run", "at-risk", [(10, 31)]),
        "CAL-3": ("campaign", "at-risk", [(9, 30)]),
        "CAL-4": ("campaign", "prevention", [(1, 31), (6, 9)]),
        "CAL-5": ("report", "effectiveness", [(6, 10)]),
        "CAL-6": ("campaign", "half-year", [(7, 31), (12, 31)]),
    }


def test_the_calendar_is_published_with_the_pack() -> None:
    pack = load_pack(get_pack_folder("norilsk-2022"))

    assert parse_pack(dump_pack(pack)).calendar == pack.calendar


def test_a_pack_without_a_calendar_is_published_as_before_there_were_any() -> None:
    assert "calendar" not in dump_pack(load_pack(get_pack_folder("indicator-points")))


@pytest.mark.parametrize(
    ("old", "new", "pointer", "fragment"),
    [
        ("rule: at-risk", "rule: at-rsk", "/calendar/1/starts/rule", "возможно, «at-risk»"),
        ("kind: run", "kind: rum", "/calendar/1/starts/kind", "run"),
        ("set: at-risk", "set: at-rsk", "/calendar/2/starts/set", "возможно, «at-risk»"),
        ("set: at-risk", "rule: at-risk", "/calendar/2/starts", "назовите set"),
        ("- month: 6\n        last", "- month: 7\n        last", "/calendar/3/windows", "в другие месяцы"),
        ("- month: 6\n        last", "- month: 1\n        last", "/calendar/3", "не больше одного"),
        ("code: CAL-2", "code: cal2", "/calendar/1/code", "не по форме"),
        ("start_day: 16", "start_day: 32", "/calendar/1/windows/0/start_day", "слишком велико"),
        ("start_day: 16", "start_day: 16\n        last_day: 15", "/calendar/1/windows/0", "вне срока: с 1 по 15"),
        ("month: 10", "month: 9\n        last_day: 31", "/calendar/1/windows/0", "последний — 30-й"),
        (
            "month: 10",
            "month: 10\n        first_day: 20\n        last_day: 19",
            "/calendar/1/windows/0",
            "таких дней нет",
        ),
    ],
)
def test_a_broken_calendar_is_refused_with_its_place(
    folder: Path, old: str, new: str, pointer: str, fragment: str
) -> None:
    spoil(folder, "pack.yaml", old, new)

    with pytest.raises(PackRefused) as refusal:
        load_pack(folder)

    [issue] = refusal.value.issues
    assert (issue.file, issue.pointer) == ("pack.yaml", pointer)
    assert fragment in issue.detail
    assert issue.line


def test_an_entry_named_twice_is_refused(folder: Path) -> None:
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    entry = text[text.index("  - code: CAL-5") :]
    (folder / "pack.yaml").write_text(text + entry, encoding="utf-8")

    with pytest.raises(PackRefused) as refusal:
        load_pack(folder)

    assert [issue.pointer for issue in refusal.value.issues] == ["/calendar/5/code"]


def test_a_list_is_made_once_an_academic_year(folder: Path) -> None:
    second = "- month: 4\n        start_day: 1\n        start_source: нет\n      - month: 10"
    spoil(folder, "pack.yaml", "- month: 10", second)

    with pytest.raises(PackRefused) as refusal:
        load_pack(folder)

    assert "один раз в учебный год" in refusal.value.issues[0].detail


def test_february_has_its_leap_day() -> None:
    assert Window(month=2, start_day=29, start_source="нет").days == range(1, 30)
