"""Reads YAML without its traps: no yes/no booleans, no dates, no floats, no repeated keys."""

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

_BOOLEAN = "tag:yaml.org,2002:bool"
_UNWANTED = frozenset({_BOOLEAN, "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:float"})


class YamlFault(Exception):
    """A file that is not readable YAML; `line` counts from 1."""

    def __init__(self, detail: str, line: int | None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.line = line


class _StrictLoader(yaml.SafeLoader):
    """A safe loader in which `no`, `2022-01-01` and `33.3` stay the text they are printed as."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT002 - PyYAML's own signature
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise YamlFault(f"Ключ «{key.value}» указан дважды: оставьте один.", key.start_mark.line + 1)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _UNWANTED]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _word in ("true", "false"):
    _StrictLoader.yaml_implicit_resolvers.setdefault(_word[0], []).append((_BOOLEAN, re.compile(f"^{_word}$")))


def read_strict_yaml(path: Path) -> object:
    """Read one YAML document; raise `YamlFault` with the line where it cannot be read."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506 - a SafeLoader subclass
    except UnicodeDecodeError as fault:
        raise YamlFault("Файл не в кодировке UTF-8: сохраните его в UTF-8.", None) from fault
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else None
        hint = "; текст с двоеточием возьмите в кавычки" if "mapping values" in (fault.problem or "") else ""
        raise YamlFault(f"Файл не разобран как YAML: {fault.problem}{hint}.", line) from fault


def find_line(path: Path, pointer: str) -> int | None:
    """Find the line of a JSON Pointer in a readable file; of its nearest parent where it is not there."""
    node: object = yaml.compose(path.read_text(encoding="utf-8"), Loader=_StrictLoader)
    line = None
    for part in [word.replace("~1", "/").replace("~0", "~") for word in pointer.split("/")[1:]]:
        step = _step(node, part)
        if step is None:
            break
        line, node = step
    return line


def _step(node: object, part: str) -> tuple[int, object] | None:
    if isinstance(node, yaml.MappingNode):
        found = [(key.start_mark.line + 1, value) for key, value in node.value if key.value == part]
    elif isinstance(node, yaml.SequenceNode) and part.isdigit():
        found = [(item.start_mark.line + 1, item) for item in node.value[int(part) : int(part) + 1]]
    else:
        found = []
    return found[0] if found else None
