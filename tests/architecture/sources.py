"""The product's own source files, parsed once, as the checks of this folder read them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("services", "shared", "opora")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Python file: where it is and what it says."""

    path: str
    """Relative to the root, with slashes."""
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """Return the dotted name under which the file is imported."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def parse(text: str, path: str = "services/trial/feature/use_cases.py") -> SourceFile:
    """Parse a text as if it stood in the given file: by this every check is itself checked."""
    return SourceFile(path, text, ast.parse(text))


@cache
def read_sources(*folders: str) -> tuple[SourceFile, ...]:
    """Read every Python file of the folders; none at all is an error, since then nothing would be checked."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    assert paths, f"no source files in {folders}"
    return tuple(parse(path.read_text("utf-8"), path.relative_to(ROOT).as_posix()) for path in paths)


def list_functions(source: SourceFile) -> Iterator[tuple[str, Function, ast.ClassDef | None]]:
    """Yield every function with its dotted name and the class it belongs to."""
    yield from _functions_of(source.tree, "", None)


def _functions_of(
    node: ast.AST, prefix: str, owner: ast.ClassDef | None
) -> Iterator[tuple[str, Function, ast.ClassDef | None]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield f"{prefix}{child.name}", child, owner
            yield from _functions_of(child, f"{prefix}{child.name}.", None)
        elif isinstance(child, ast.ClassDef):
            yield from _functions_of(child, f"{prefix}{child.name}.", child)
        else:
            yield from _functions_of(child, prefix, owner)


def list_strings(source: SourceFile) -> Iterator[tuple[int, str]]:
    """Yield every string but docstrings, with its line; what an f-string computes stands in it as `{expression}`."""
    skipped = _docstrings(source.tree) | {
        id(part) for node in ast.walk(source.tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(_written(part) for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def _written(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    return "{" + ast.unparse(part.value if isinstance(part, ast.FormattedValue) else part) + "}"


def _docstrings(tree: ast.Module) -> set[int]:
    """Return the ids of strings that stand alone as statements: they speak to people."""
    return {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
