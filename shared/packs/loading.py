"""Loads a pack from its folder; finds the folders of the packs that come with the product."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from shared.errors import NotFound
from shared.packs.checking import check_pack
from shared.packs.definition import Pack
from shared.packs.golden import GoldenFile
from shared.packs.issues import PackIssue, PackRefused, explain_validation, to_pointer
from shared.reference.strict_yaml import YamlFault, find_line, read_strict_yaml
from shared.rules.definition import Identification
from shared.rules.suggesting import suggest
from shared.settings import get_settings

HEADER = "pack.yaml"
CASES = "cases"
PARTS: dict[str, tuple[str, type[BaseModel]]] = {"identification.yaml": ("identification", Identification)}
"""Files of a pack besides its header: the field each fills and its shape."""


class PackFolderNotFound(NotFound):
    """Папка программы не найдена. Проверьте код программы."""

    code = "pack-folder-not-found"
    title = "Pack folder not found"


def load_pack(folder: Path) -> Pack:
    """Load and check a pack; raise `PackRefused` with every fault found."""
    if not (folder / HEADER).is_file():
        raise PackRefused([PackIssue(HEADER, "", "missing-file", f"В папке {folder} нет файла {HEADER}.")])
    issues = list(_stray_files(folder))
    content = _read(folder, HEADER, issues)
    for name, (field, model) in PARTS.items():
        if (folder / name).is_file():
            content[field] = _validate(folder, name, model, issues)
    cases = [_validate(folder, path, GoldenFile, issues) for path in _list_cases(folder)]
    pack = _validate_header(folder, content | {"cases": [case for case in cases if case]}, issues)
    if issues or pack is None:
        raise PackRefused(issues)
    faults = [_with_line(folder, fault) for fault in check_pack(pack, _list_cases(folder))]
    if faults:
        raise PackRefused(faults)
    return pack


def list_pack_folders() -> list[Path]:
    """List the folders of the packs that come with the product, by code."""
    root = get_settings().packs_dir or Path(__file__).resolve().parents[2] / "packs"
    return sorted(path.parent for path in root.glob(f"*/{HEADER}"))


def find_pack_folder(code: str) -> Path | None:
    """Find the folder of a pack by its code."""
    return next((folder for folder in list_pack_folders() if folder.name == code), None)


def get_pack_folder(code: str) -> Path:
    """Get the folder of a pack; raise `PackFolderNotFound` with the nearest code otherwise."""
    folder = find_pack_folder(code)
    if folder is None:
        hint = suggest(code, [known.name for known in list_pack_folders()])
        raise PackFolderNotFound(f"Программы «{code}» нет{hint}.")
    return folder


def _stray_files(folder: Path) -> Iterator[PackIssue]:
    known = [HEADER, *PARTS, CASES]
    for path in sorted(folder.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            detail = f"Файл «{path.name}» программе не известен{suggest(path.name, known)}."
            yield PackIssue(path.name, "", "unknown-file", detail)


def _list_cases(folder: Path) -> list[str]:
    return [f"{CASES}/{path.name}" for path in sorted((folder / CASES).glob("*.yaml"))]


def _read(folder: Path, name: str, issues: list[PackIssue]) -> dict[str, Any]:
    try:
        content = read_strict_yaml(folder / name)
    except YamlFault as fault:
        issues.append(PackIssue(name, "", "unreadable", fault.detail, fault.line))
        return {}
    if not isinstance(content, dict):
        issues.append(PackIssue(name, "", "unreadable", "Файл пуст или не состоит из ключей со значениями."))
        return {}
    return content


def _validate(folder: Path, name: str, model: type[BaseModel], issues: list[PackIssue]) -> BaseModel | None:
    before = len(issues)
    content = _read(folder, name, issues)
    if len(issues) > before:
        return None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        issues.extend(_located(folder, name, error, model))
        return None


def _validate_header(folder: Path, content: dict[str, Any], issues: list[PackIssue]) -> Pack | None:
    broken_before = bool(issues)
    try:
        pack = Pack.model_validate(content)
    except ValidationError as error:
        if not any(issue.code == "unreadable" and issue.file == HEADER for issue in issues):
            issues.extend(_located(folder, HEADER, error, Pack))
        return None
    if not broken_before and pack.code != folder.name:
        detail = f"Код «{pack.code}» не совпадает с именем папки «{folder.name}»."
        issues.append(_with_line(folder, PackIssue(HEADER, "/code", "code-differs-from-folder", detail)))
    return pack


def _located(folder: Path, name: str, error: ValidationError, model: type[BaseModel]) -> list[PackIssue]:
    return [
        _with_line(folder, PackIssue(name, to_pointer(at), code, text))
        for at, code, text in explain_validation(error, model)
    ]


def _with_line(folder: Path, issue: PackIssue) -> PackIssue:
    line = find_line(folder / issue.file, issue.pointer)
    return PackIssue(issue.file, issue.pointer, issue.code, issue.detail, line)
