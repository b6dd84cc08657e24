"""Reads YAML without its traps: no yes/no booleans, no dates, no floats, no repeated keys, no references."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_BOOLEAN = "tag:yaml.org,2002:bool"
# What no text of a document has, written out or as an escape; the database refuses NUL and halves of characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_UNWANTED = frozenset({_BOOLEAN, "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:float"})


class YamlFault(Exception):
    """A file that is not readable YAML; `line` counts from 1."""

    def __init__(self, detail: str, line: int | None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.line = line


class _StrictLoader(yaml.SafeLoader):
    """A safe loader in which `no`, `2022-01-01` and `33.3` stay the text they are printed as."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        # A few lines of references to references unfold to more than any memory holds.
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]  # PyYAML's stubs forgot it
            raise YamlFault("Ссылки внутри файла (& и *) не допускаются: повторите текст.", line)
        node = super().compose_node(parent, index)
        if isinstance(node, yaml.ScalarNode) and _UNPRINTABLE.search(node.value):
            raise YamlFault("В тексте есть непечатаемые знаки: уберите их.", node.start_mark.line + 1)
        return node

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


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """One document as values, and the places in the text where they stand."""

    content: object
    root: yaml.Node | None

    def find_line(self, pointer: str) -> int | None:
        """Find the line of a JSON Pointer; of its nearest parent where it is not there."""
        node: object = self.root
        line = None
        for part in [word.replace("~1", "/").replace("~0", "~") for word in pointer.split("/")[1:]]:
            step = _step(node, part)
            if step is None:
                break
            line, node = step
        return line


def read_strict_yaml(path: Path) -> object:
    """Read the values of a YAML file; raise `YamlFault` with the line where it cannot be read."""
    return parse_strict_yaml(read_text(path)).content


def read_text(path: Path) -> str:
    """Read a text file; raise `YamlFault` where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise YamlFault("Файл не в кодировке UTF-8: сохраните его в UTF-8.", None) from fault


def parse_strict_yaml(text: str) -> YamlDocument:
    """Parse one YAML document; raise `YamlFault` with the line where it cannot be read."""
    try:
        loader = _StrictLoader(text)
        root = loader.get_single_node()
        return YamlDocument(None if root is None else loader.construct_document(root), root)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else None
        hint = "; текст с двоеточием возьмите в кавычки" if "mapping values" in (fault.problem or "") else ""
        raise YamlFault(f"Файл не разобран как YAML: {fault.problem}{hint}.", line) from fault
    except yaml.YAMLError as fault:
        raise YamlFault("В файле есть знаки, которых в тексте не бывает: уберите их.", None) from fault
    except RecursionError as fault:
        raise YamlFault("Файл вложен слишком глубоко.", None) from fault
    except ValueError as fault:
        raise YamlFault("Число записано так, что его не прочесть: возьмите его в кавычки.", None) from fault


def _step(node: object, part: str) -> tuple[int, object] | None:
    if isinstance(node, yaml.MappingNode):
        found = [(key.start_mark.line + 1, value) for key, value in node.value if key.value == part]
    elif isinstance(node, yaml.SequenceNode) and part.isdigit():
        found = [(item.start_mark.line + 1, item) for item in node.value[int(part) : int(part) + 1]]
    else:
        found = []
    return found[0] if found else None
