"""Loads a pack from its files, wherever they come from; finds the folders of the packs that come with the product."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from shared.errors import NotFound
from shared.indicators.definition import Monitoring
from shared.indicators.golden import IndicatorCases
from shared.packs.checking import check_pack
from shared.packs.definition import Pack
from shared.packs.golden import GoldenFile
from shared.packs.issues import PackIssue, PackRefused, explain_validation, to_pointer
from shared.reference.strict_yaml import YamlDocument, YamlFault, parse_strict_yaml, read_text
from shared.roadmaps.definition import Roadmaps
from shared.rules.definition import Identification
from shared.rules.suggesting import suggest
from shared.settings import get_settings

HEADER = "pack.yaml"
CASES = "cases"
PARTS: dict[str, tuple[str, type[BaseModel]]] = {
    "identification.yaml": ("identification", Identification),
    "monitoring.yaml": ("monitoring", Monitoring),
    "roadmap.yaml": ("roadmap", Roadmaps),
}
"""Files of a pack besides its header: the field each fills and its shape."""
_CASE_FILE = re.compile(rf"{CASES}/[^/]+\.yaml")
_INDICATOR_CASES = re.compile(rf"{CASES}/indicators(-[^/]+)?\.yaml")


class PackFolderNotFound(NotFound):
    """Папка программы не найдена. Проверьте код программы."""

    code = "pack-folder-not-found"
    title = "Pack folder not found"


def load_pack(folder: Path) -> Pack:
    """Load and check the pack of a folder; raise `PackRefused` with every fault found."""
    files, faults = _read_folder(folder)
    return read_pack(files, [*faults, *_compare_code(folder, files)])


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


def read_pack(files: Mapping[str, str], faults: Sequence[PackIssue] = ()) -> Pack:
    """Read and check a pack from the texts of its files by name; raise `PackRefused` with every fault found.

    `faults` are those that whoever read the files has found already.
    """
    if HEADER not in files:
        raise PackRefused([*faults, PackIssue(HEADER, "", "missing-file", f"Нет файла {HEADER}: добавьте его.")])
    reader = _Reader(faults)
    reader.open_all(files)
    content = reader.content_of(HEADER)
    for name, (field, model) in PARTS.items():
        if name in files:
            content[field] = reader.validate(name, model)
    of_indicators = sorted(name for name in files if _INDICATOR_CASES.fullmatch(name))
    case_files = sorted(name for name in files if _CASE_FILE.fullmatch(name) and name not in of_indicators)
    content["cases"] = reader.validate_all(case_files, GoldenFile)
    content["indicator_cases"] = reader.validate_all(of_indicators, IndicatorCases)
    pack = reader.validate_header(content)
    if reader.issues or pack is None:
        raise PackRefused(reader.issues)
    found = [reader.with_line(fault) for fault in check_pack(pack, case_files)]
    if found:
        raise PackRefused(found)
    return pack


def is_pack_file(name: str) -> bool:
    """Say whether a pack can have a file of this name, written as inside its folder."""
    return name == HEADER or name in PARTS or _CASE_FILE.fullmatch(name) is not None


def _read_folder(folder: Path) -> tuple[dict[str, str], list[PackIssue]]:
    """Read the files of a pack by their names inside the folder; of those that no pack has, only the names."""
    files: dict[str, str] = {}
    faults: list[PackIssue] = []
    for path in sorted(folder.iterdir()) + sorted((folder / CASES).glob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        if name == CASES or path.name.startswith("."):
            continue
        try:
            files[name] = read_text(path) if is_pack_file(name) else ""
        except YamlFault as fault:
            files[name] = "{}"
            faults.append(PackIssue(name, "", "unreadable", fault.detail, fault.line))
    return files, faults


def _compare_code(folder: Path, files: Mapping[str, str]) -> list[PackIssue]:
    """Require the folder's name as code; told before anything that names the code further on."""
    try:
        document = parse_strict_yaml(files.get(HEADER, "{}"))
    except YamlFault:
        return []
    code = document.content.get("code") if isinstance(document.content, dict) else None
    if code in {None, folder.name}:
        return []
    detail = f"Код «{code}» не совпадает с именем папки «{folder.name}»."
    return [PackIssue(HEADER, "/code", "code-differs-from-folder", detail, document.find_line("/code"))]


class _Reader:
    """The files of one pack, each parsed once, and the faults found so far."""

    def __init__(self, faults: Sequence[PackIssue]) -> None:
        self.issues = list(faults)
        self._documents: dict[str, YamlDocument] = {}

    def open_all(self, files: Mapping[str, str]) -> None:
        """Parse the files a pack can have; every other file is a fault."""
        for name in sorted(files):
            if is_pack_file(name):
                self._open(name, files[name])
            else:
                known = [HEADER, *PARTS, f"{CASES}/….yaml"]
                detail = f"Файл «{name[:60]}» программе не известен{suggest(name, known)}."
                self.issues.append(PackIssue(name, "", "unknown-file", detail))

    def _open(self, name: str, text: str) -> None:
        try:
            document = parse_strict_yaml(text)
        except YamlFault as fault:
            self.issues.append(PackIssue(name, "", "unreadable", fault.detail, fault.line))
            return
        if isinstance(document.content, dict):
            self._documents[name] = document
        else:
            detail = "Файл пуст или не состоит из ключей со значениями."
            self.issues.append(PackIssue(name, "", "unreadable", detail))

    def content_of(self, name: str) -> dict[Any, Any]:
        """Return the keys and values of a file; none of a file that cannot be read."""
        document = self._documents.get(name)
        return dict(document.content) if document and isinstance(document.content, dict) else {}

    def validate(self, name: str, model: type[BaseModel]) -> BaseModel | None:
        """Return a part of the pack, None where it has faults."""
        if name not in self._documents:
            return None
        try:
            return model.model_validate(self.content_of(name))
        except ValidationError as error:
            self._add(name, error, model)
            return None

    def validate_all(self, names: Sequence[str], model: type[BaseModel]) -> list[BaseModel]:
        """Return the parts that have no faults."""
        parts = [self.validate(name, model) for name in names]
        return [part for part in parts if part is not None]

    def validate_header(self, content: dict[Any, Any]) -> Pack | None:
        """Return the pack, None where its header has faults."""
        try:
            return Pack.model_validate(content)
        except ValidationError as error:
            if HEADER in self._documents:
                self._add(HEADER, error, Pack)
            return None

    def with_line(self, issue: PackIssue) -> PackIssue:
        """Return the fault with the line it stands in."""
        document = self._documents.get(issue.file)
        line = document.find_line(issue.pointer) if document else None
        return PackIssue(issue.file, issue.pointer, issue.code, issue.detail, line)

    def _add(self, name: str, error: ValidationError, model: type[BaseModel]) -> None:
        for at, code, text in explain_validation(error, model):
            self.issues.append(self.with_line(PackIssue(name, to_pointer(at), code, text)))
