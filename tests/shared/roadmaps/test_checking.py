"""A broken roadmap.yaml is refused with its place and what to do."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from shared.packs.definition import Pack
from shared.packs.issues import PackRefused
from shared.packs.loading import get_pack_folder, load_pack
from shared.reference.strict_yaml import parse_strict_yaml
from shared.roadmaps.checking import list_roadmap_faults
from shared.roadmaps.definition import Roadmaps

FILE = "roadmap.yaml"
_MEASURES = "/plans/0/sections/0/measures"


@cache
def get_pack(code: str) -> Pack:
    """Load a pack of the product once."""
    return load_pack(get_pack_folder(code))


@pytest.mark.parametrize(
    ("pack", "old", "new", "place", "code", "told"),
    [
        ("norilsk-2022", "code: plan-2023", "code: prevention", "/plans/1/code", "repeated-code", "«prevention»"),
        ("norilsk-2022", "code: II\n", "code: I\n", "/plans/1/sections/1/code", "repeated-code", "«I»"),
        ("norilsk-2022", 'code: "4.5-7"', 'code: "4.5-1"', f"{_MEASURES}/6/code", "repeated-code", "«4.5-1»"),
        (
            "norilsk-2022",
            "code: cohort-rus",
            "code: cohort-math",
            "/support/measures/15/code",
            "repeated-code",
            "дважды",
        ),
        ("norilsk-2022", "number: 13", "number: 12", "/passport/tasks/12/number", "repeated-number", "«12»"),
        ("norilsk-2022", "direction: 3", "direction: 4", "/passport/tasks/9/direction", "unknown-direction", "1, 2, 3"),
        ("norilsk-2022", "year: 2022/2023", "year: 2022/2024", "/plans/0/year", "wrong-year", "2022/2024"),
        ("norilsk-2022", "term: Октябрь", "term: осенью", f"{_MEASURES}/1/term", "unreadable-term", "осенью"),
        ("norilsk-2022", "term: Октябрь", "term: 31 июня", f"{_MEASURES}/1/term", "impossible-date", "31.06.2023"),
        (
            "norilsk-2022",
            "term: Октябрь",
            "term: ежемесячно",
            f"{_MEASURES}/1/term",
            "unsupported-recurrence",
            "ежегодно",
        ),
        (
            "norilsk-2022",
            "- code: two-years",
            "- code: two-years\n      after: [three-years]",
            "/support/measures/1/after/0",
            "unknown-measure",
            "возможно, «two-years»",
        ),
        (
            "norilsk-2022",
            "[low-results/two-procedures-last-year]",
            "[low-results/two-procedures-last-years]",
            "/support/measures/0/criteria/0",
            "unknown-criterion",
            "возможно, «low-results/two-procedures-last-year»",
        ),
        (
            "norilsk-2022",
            "[cohort-math,",
            "[cohort-maths,",
            f"{_MEASURES}/3/deficits/0",
            "unknown-deficit",
            "«cohort-math»",
        ),
        (
            "norilsk-2022",
            "indicators: [norilsk-2022/4.3.1]",
            "indicators: [norilsk-2022/4.3.9]",
            f"{_MEASURES}/0/indicators/0",
            "unknown-indicator",
            "«norilsk-2022/4.3",
        ),
        # Indicators of other packs change without this one.
        (
            "norilsk-2022",
            "indicators: [norilsk-2022/4.3.1]",
            "indicators: [ulchsky/U1]",
            f"{_MEASURES}/0/indicators/0",
            "unknown-indicator",
            "«ulchsky/U1»",
        ),
        ("krasnye-baki-2021", 'after: ["5"]', 'after: ["9"]', f"{_MEASURES}/6/after/0", "unknown-measure", "«9»"),
        ("krasnye-baki-2021", 'after: ["2"]', 'after: ["7"]', _MEASURES, "circle-of-measures", "7 → "),
        ("krasnye-baki-2021", 'after: ["2"]', 'after: ["3"]', f"{_MEASURES}/2/after", "circle-of-measures", "3 → 3"),
        ("krasnye-baki-2021", "    ends_on: 2022-12-31\n", "", "/plans/0", "half-a-period", "starts_on"),
        ("krasnye-baki-2021", "ends_on: 2022", "ends_on: 2020", "/plans/0/ends_on", "backward-period", "раньше"),
        ("krasnye-baki-2021", "code: analysis", "code: goals", "/cycle/stages/3/code", "repeated-code", "«goals»"),
    ],
)
def test_a_fault_is_told_with_its_place(pack: str, old: str, new: str, place: str, *, code: str, told: str) -> None:
    text = (get_pack_folder(pack) / FILE).read_text(encoding="utf-8")
    assert old in text
    roadmap = Roadmaps.model_validate(parse_strict_yaml(text.replace(old, new, 1)).content)

    [found, *_] = list_roadmap_faults(get_pack(pack).model_copy(update={"roadmap": roadmap}))

    assert found.code == code
    assert found.pointer.startswith(place)
    assert told in found.detail


def test_a_pack_with_a_fault_is_refused_with_the_line(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(get_pack_folder("municipal-cycle"), tmp_path / "municipal-cycle"))
    text = (folder / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text(text.replace("deficits: [no-progress]", "deficits: [progress]", 1), encoding="utf-8")

    with pytest.raises(PackRefused) as refusal:
        load_pack(folder)

    [found] = refusal.value.issues
    assert (found.file, found.code) == (FILE, "unknown-deficit")
    assert found.line == text[: text.index("deficits: [no-progress]")].count("\n") + 1
