"""A broken monitoring.yaml is refused with its place and what to do."""

import shutil
from pathlib import Path

import pytest

from shared.packs.issues import PackRefused
from shared.packs.loading import get_pack_folder, load_pack

FILE = "monitoring.yaml"


@pytest.mark.parametrize(
    ("pack", "old", "new", "place", "code", "told"),
    [
        ("ulchsky", "        over: listed", "        ower: listed", "/sets/0/indicators/0/ower", "unknown-key", "over"),
        ("ulchsky", "over: listed", "over: lasted", "/sets/0/indicators/0", "indicator-fault", "возможно, «listed»"),
        ("ulchsky", "value('s-U1')", "value('s-U7')", "/sets/0/indicators/0", "indicator-fault", "Нет элемента"),
        ("ulchsky", "value('s-U1')", "value('s-U2')", "/sets/0/indicators/0", "indicator-fault", "другого вида"),
        ("ulchsky", "improved(gia,", "improved(gai,", "/sets/0/indicators/0", "indicator-fault", "возможно, «gia»"),
        ("ulchsky", "improved(gia", "improve(gia", "/sets/0/indicators/0", "indicator-fault", "«improved»"),
        ("ulchsky", "=zero_stays_zero)", "=zero)", "/sets/0/indicators/0", "indicator-fault", "«zero»"),
        ("ulchsky", "[oge-math,", "[oge-maths,", "/sets/0/indicators/0", "indicator-fault", "«oge-math»"),
        ("ulchsky", "default: yes", "default: perhaps", "/options/zero_stays_zero", "option-default", "по умолчанию"),
        (
            "ulchsky",
            "      no: нет, доля",
            "".join(f"      choice-{at}: ещё\n" for at in range(64)) + "      no: нет, доля",
            "/options",
            "too-many-combinations",
            "64",
        ),
        ("ulchsky", 'group: "1"', 'group: "9"', "/sets/0/indicators/0/group", "unknown-group", "«9»"),
        ("ulchsky", "code: U2", "code: U1", "/sets", "repeated-code", "«U1»"),
        ("ulchsky", "code: s-U2\n", "code: s-U1\n", "/sets", "repeated-code", "«s-U1»"),
        ("ulchsky", "      months: [7, 12]\n", "", "/sets/0/period", "months", "месяцы"),
        ("ulchsky", "[U1, U2,", "[U0, U2,", "/sets/0/evidence/0/indicators", "unknown-indicator", "«U0»"),
        (
            "ulchsky",
            "share('s-U2') == 0",
            "share('s-U4') == 0",
            "/sets/0/deficits/1",
            "indicator-fault",
            "другого вида",
        ),
        ("ulchsky", "code: no-growth", "code: no-progress", "/sets", "repeated-code", "«no-progress»"),
        (
            "ulchsky",
            "        when: value('s-U4') == 'no'\n",
            "",
            "/sets/0/deficits/3",
            "deficit-without-condition",
            "when",
        ),
        (
            "norilsk-2022",
            "at-risk/pupils",
            "at-risk/pupil",
            "/sets/1/deficits/2/criterion",
            "unknown-criterion",
            "pupils",
        ),
        ("indicator-points", "== 'yes'", "== 'maybe'", "/sets/0/indicators/4", "indicator-fault", "'yes'"),
        ("indicator-points", "at_least(2,", "at_least(4,", "/sets/0/indicators/5", "indicator-fault", "от 1 до 3"),
        ("indicator-points", "        over: all\n", "", "/sets/0/indicators/4", "indicator-fault", "over"),
        (
            "indicator-points",
            '          answer: "yes"\n',
            '          threshold: "5"\n',
            "/sets/0/indicators/1",
            "indicator-fault",
            "Балл даёт",
        ),
        ("norilsk-2022", "'staff') ==", "'stuff') ==", "/sets/1/indicators/0", "indicator-fault", "возможно, «staff»"),
        (
            "norilsk-2022",
            "member('at_risk', year=-1)",
            "member('at_risk', year=1)",
            "/sets/1",
            "indicator-fault",
            "Год",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(
    tmp_path: Path, pack: str, old: str, new: str, place: str, *, code: str, told: str
) -> None:
    folder = Path(shutil.copytree(get_pack_folder(pack), tmp_path / pack))
    text = (folder / FILE).read_text(encoding="utf-8")
    # `yes` needs no quotes in a pack.
    old = old.replace('"yes"', "yes")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(PackRefused) as refusal:
        load_pack(folder)

    # The calendar of pack.yaml may contradict what is wrong here, and says so too.
    [found, *_] = [issue for issue in refusal.value.issues if issue.file == FILE]
    assert found.code == code
    assert found.pointer.startswith(place)
    assert told in found.detail


def test_more_than_one_statement_can_hold_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(get_pack_folder("ulchsky"), tmp_path / "ulchsky"))
    text = (folder / FILE).read_text(encoding="utf-8")
    start, end = text.index("      - code: U6"), text.index("    elements:\n")
    many = "".join(text[start:end].replace("code: U6", f"code: X{at}") for at in range(250))
    (folder / FILE).write_text(text[:start] + many + text[start:], encoding="utf-8")

    with pytest.raises(PackRefused) as refusal:
        load_pack(folder)

    assert [issue.code for issue in refusal.value.issues] == ["too-large"]
