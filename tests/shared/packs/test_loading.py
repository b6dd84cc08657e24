"""A broken pack is refused with the place, the line and what to do; a good one keeps its hash."""

import json
import shutil
from pathlib import Path

import pytest

from shared.packs.issues import PackIssue, PackRefused
from shared.packs.loading import PackFolderNotFound, find_pack_folder, get_pack_folder, list_pack_folders, load_pack
from shared.packs.serialising import dump_pack, hash_pack, parse_pack
from shared.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Norilsk's pack that a test may spoil."""
    return Path(shutil.copytree(get_pack_folder("norilsk-2022"), tmp_path / "norilsk-2022"))


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(folder: Path) -> list[PackIssue]:
    with pytest.raises(PackRefused) as refusal:
        load_pack(folder)
    return list(refusal.value.issues)


@pytest.mark.parametrize(
    "spoiled",
    [
        ("pack.yaml", "timezone:", "timezoen:", "/timezoen", "unknown-key", "возможно, «timezone»"),
        ("pack.yaml", "version: 1.2.1", "version: next", "/version", "wrong-value", "не по форме"),
        ("pack.yaml", "valid_from: 2021/2022", "valid_from: 2021/2023", "/valid_from", "wrong-value", "учебный год"),
        ("pack.yaml", "code: norilsk-2022", "code: norilsk-2023", "/code", "code-differs-from-folder", "папки"),
        (
            "identification.yaml",
            "        when: meets(comparison, threshold)",
            "        whn: meets(comparison, threshold)",
            "/rules/0/families/low/whn",
            "unknown-key",
            "возможно, «when»",
        ),
        (
            "identification.yaml",
            "        when: meets(comparison, threshold)\n",
            "",
            "/rules/0/families/low/when",
            "missing-key",
            "«when»",
        ),
        (
            "identification.yaml",
            'numbers: {vpr-math-4: "4.1"',
            'numbers: {oge-math: "4.1"',
            "/rules/1/families/risk_results/numbers/oge-math",
            "number-of-nothing",
            "oge-math",
        ),
        (
            "identification.yaml",
            "          - oge-math\n",
            "          - oge-maths\n",
            "/rules/0/families/low/procedures/4",
            "unknown-procedure",
            "возможно, «oge-math»",
        ),
        (
            "identification.yaml",
            "          - ege-math-base\n",
            "",
            "/rules/0/families/low/procedures",
            "alternative-missing",
            "«ege-math-base»",
        ),
        (
            "identification.yaml",
            "default: at-least\n",
            "default: at-last\n",
            "/rules/0/options/comparison/default",
            "option-default",
            "at-last",
        ),
        (
            "identification.yaml",
            "default: no\n",
            "default: maybe\n",
            "/rules/0/options/per_subject/default",
            "option-default",
            "maybe",
        ),
        (
            "identification.yaml",
            "at_least(2, low(year=-1))",
            "at_least(2, lwo(year=-1))",
            "/rules/0/criteria/0/when",
            "rule-fault",
            "возможно, «low»",
        ),
        (
            "identification.yaml",
            "at_least(2, low(year=-1))",
            "any(low(year=-1))",
            "/rules/0/distance",
            "rule-fault",
            "at_least(k, семейство(year=…))",
        ),
        (
            "identification.yaml",
            "repeated(low, years=(-1, -2), same=same_procedure)",
            "repeated(low, years=(-1, -2), same=same_procedures)",
            "/rules/0/criteria/1/when",
            "rule-fault",
            "возможно, «same_procedure»",
        ),
        (
            "identification.yaml",
            "value('lab-physics') == 'no'",
            "value('lab-fysics') == 'no'",
            "/rules/1/criteria/0/when",
            "rule-fault",
            "возможно, «lab-physics»",
        ),
        (
            "identification.yaml",
            "share('teachers-36h-load') > load_limit",
            "share('internet') > load_limit",
            "/rules/1/criteria/1/when",
            "rule-fault",
            "value(...)",
        ),
        (
            "identification.yaml",
            "    verdict: enough(combination, criteria)",
            "    verdict: enough(combination, share('pupils-failing', year=-1) > failing_limit)",
            "/rules/1/verdict",
            "rule-fault",
            "any(criteria)",
        ),
        (
            "identification.yaml",
            "    numerator: учителя с нагрузкой 36 часов и более\n",
            "",
            "/elements/7",
            "share-incomplete",
            "denominator",
        ),
        (
            "identification.yaml",
            "  - code: computers\n",
            "  - code: internet\n",
            "/elements/1/code",
            "repeated-code",
            "internet",
        ),
        ("cases/options.yaml", "rule: low-results", "rule: low-result", "/rule", "unknown-rule", "low-results"),
        ("cases/options.yaml", "per_subject: yes", "per_subjekt: yes", "/options/per_subjekt", "option-unknown", "per"),
        (
            "cases/options.yaml",
            "10 из 20",
            "10 of 20",
            "/cases/0/results/2021~12022/vpr-math-5",
            "wrong-value",
            "3 из 10",
        ),
        ("cases/at-risk.yaml", "lab-biology: нет", "lab-biolgy: нет", "/cases/1", "unknown-code", "lab-biology"),
        ("cases/at-risk.yaml", "lab-biology: нет", "lab-biology: 1 из 2", "/cases/1", "unknown-code", "1 из 2"),
    ],
)
def test_a_fault_is_named_with_its_place(folder: Path, spoiled: tuple[str, str, str, str, str, str]) -> None:
    file, old, new, pointer, code, words = spoiled
    spoil(folder, file, old, new)

    issues = {(issue.file, issue.pointer, issue.code): issue for issue in refused(folder)}

    assert words in issues[file, pointer, code].detail
    assert issues[file, pointer, code].line


def test_all_faults_come_at_once(folder: Path) -> None:
    spoil(folder, "pack.yaml", "timezone:", "timezoen:")
    spoil(folder, "identification.yaml", "kind: answer", "kind: anser")
    (folder / "identificaton.yaml").write_text("", encoding="utf-8")

    issues = refused(folder)

    assert {issue.code for issue in issues} == {"unknown-file", "unknown-key", "missing-key", "wrong-value"}


def test_a_repeated_key_is_a_fault(folder: Path) -> None:
    spoil(folder, "pack.yaml", "timezone:", "version: 2.0.0\ntimezone:")

    issues = refused(folder)

    assert issues[0].code == "unreadable"
    assert issues[0].line == 12
    assert "«version»" in issues[0].detail


def test_a_folder_without_a_header_is_refused(tmp_path: Path) -> None:
    issues = refused(tmp_path)

    assert issues[0].code == "missing-file"


def test_comments_and_layout_do_not_change_the_hash(folder: Path) -> None:
    before = hash_pack(load_pack(folder))

    spoil(folder, "pack.yaml", "version: 1.2.1", "\n# примечание\nversion:   '1.2.1'")

    assert hash_pack(load_pack(folder)) == before


def test_another_threshold_changes_the_hash(folder: Path) -> None:
    before = hash_pack(load_pack(folder))

    spoil(folder, "identification.yaml", 'default: "30"', 'default: "31"')

    assert hash_pack(load_pack(folder)) != before


def test_golden_cases_are_not_part_of_the_definition(folder: Path) -> None:
    before = hash_pack(load_pack(folder))

    shutil.rmtree(folder / "cases")

    assert hash_pack(load_pack(folder)) == before


@pytest.mark.parametrize("path", list_pack_folders(), ids=lambda path: path.name)
def test_a_stored_definition_reads_back_the_same(path: Path) -> None:
    pack = load_pack(path)

    stored = parse_pack(json.loads(json.dumps(dump_pack(pack))))

    assert stored == pack.model_copy(update={"cases": (), "indicator_cases": ()})
    assert hash_pack(stored) == hash_pack(pack)


def test_a_broken_definition_from_outside_is_refused_with_pointers() -> None:
    definition = dump_pack(load_pack(get_pack_folder("indicator-points"))) | {"timezoen": "Asia/Tomsk"}

    with pytest.raises(PackRefused) as refusal:
        parse_pack(definition)

    assert refusal.value.errors[0].pointer == "pack.json#/timezoen"


def test_packs_are_found_by_code(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr("shared.packs.loading.get_settings", lambda: Settings(packs_dir=folder.parent))

    assert [found.name for found in list_pack_folders()] == ["norilsk-2022"]
    assert find_pack_folder("indicator-points") is None
    with pytest.raises(PackFolderNotFound, match="norilsk-2022"):
        get_pack_folder("norilsk-2023")


def test_one_element_means_the_same_in_every_pack() -> None:
    kinds: dict[str, set[str]] = {}
    for path in list_pack_folders():
        for element in load_pack(path).elements:
            kinds.setdefault(element.code, set()).add(element.kind)

    assert kinds
    assert all(len(kind) == 1 for kind in kinds.values())
