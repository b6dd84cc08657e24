"""Who writes which table: every statement, COPY and change of a mapped object that the source shows."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shared.database.base import Base
from tests.architecture.sources import Function, SourceFile, list_functions, list_strings

_WRITTEN_BY = re.compile(r"Written by: ([a-z_.]+?)\.?(?:\s|$)")
# Upper case, as all our SQL is; `DO UPDATE SET`, `THEN UPDATE SET` and `FOR UPDATE` name no table of their own.
_TARGET = re.compile(
    r"\b(?:INSERT\s+INTO|MERGE\s+INTO|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|COPY|(?<!FOR )(?<!KEY )UPDATE(?!\s+SET\b))\s+"
    r'(?:ONLY\s+)?(\{[^}]*\}|"?[a-z_]+"?)'
)
_STATEMENTS = {"insert", "update", "delete"}


@dataclass(frozen=True, order=True)
class Write:
    """A table and the module that writes it."""

    table: str
    module: str


def read_writers() -> dict[str, str | None]:
    """Return the writer every model names in its docstring, None where it names none."""
    writers = {}
    for mapper in Base.registry.mappers:
        found = _WRITTEN_BY.search(mapper.class_.__doc__ or "")
        writers[str(mapper.local_table.description)] = found[1] if found else None
    return writers


class WriteFinder:
    """Finds the tables that each module writes."""

    def __init__(self, sources: Sequence[SourceFile]) -> None:
        self._sources = sources
        self._tables = {mapper.class_.__name__: str(mapper.local_table.description) for mapper in Base.registry.mappers}

    def list_writes(self) -> set[Write]:
        """Return every write of the sources."""
        return {Write(table, source.module) for source in self._sources for table in self._written_by(source)}

    def _written_by(self, source: SourceFile) -> Iterator[str]:
        models = self._models_of(source)
        for _, string in list_strings(source):
            for target in _TARGET.findall(string):
                yield from self._resolve(source, target)
        yield from self._statements(source, models)
        for _, function, _ in list_functions(source):
            yield from _changed_objects(function, models)

    def _models_of(self, source: SourceFile) -> dict[str, str]:
        """Return the tables of the models that the file imports, by the names it gives them."""
        return {
            name.asname or name.name: self._tables[name.name]
            for node in ast.walk(source.tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("shared.models")
            for name in node.names
            if name.name in self._tables
        }

    def _statements(self, source: SourceFile, models: Mapping[str, str]) -> Iterator[str]:
        """Yield tables of `insert(Model)` and its like, of `Model(…)`, and of `copy_rows`."""
        statements = _imported_statements(source)
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in models:
                yield models[node.func.id]
            elif node.func.id in statements and node.args:
                target = ast.unparse(node.args[0])
                # A table held in a variable: any model of the file may be meant.
                yield from [models[target]] if target in models else models.values()
            elif node.func.id == "copy_rows":
                yield from self._resolve(source, "{" + ast.unparse(node.args[1]) + "}")

    def _resolve(self, source: SourceFile, target: str) -> Iterator[str]:
        """Return the table of a target; one that is computed is looked up where its package gives that name a value.

        What `shared` is handed by services is looked up in their sources.
        """
        if not target.startswith("{"):
            yield from [name] if (name := target.strip('"')) in self._tables.values() else []
            return
        name = target.strip("{}").rsplit(".", 1)[-1].strip("'\"")
        if name in self._tables.values():
            yield name
            return
        package = source.module.rpartition(".")[0]
        found = self._values_of(name, package)
        if not found and package.startswith("shared."):
            found = self._values_of(name, "services.")
        if not found:
            raise LookupError(f"{source.path} writes the table {target}: nobody can tell which that is")
        yield from found

    def _values_of(self, name: str, package: str) -> list[str]:
        """Return the constants that a package gives to a keyword of this name."""
        return [
            str(keyword.value.value)
            for sibling in self._sources
            if sibling.module.startswith(package)
            for keyword in (node for node in ast.walk(sibling.tree) if isinstance(node, ast.keyword))
            if keyword.arg == name and isinstance(keyword.value, ast.Constant)
        ]


def _imported_statements(source: SourceFile) -> set[str]:
    return {
        name.asname or name.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for name in node.names
        if name.name in _STATEMENTS
    }


def _changed_objects(function: Function, models: Mapping[str, str]) -> Iterator[str]:
    """Yield tables of mapped objects whose attributes the function sets: the session writes them at its end."""
    held = {
        argument.arg: models[ast.unparse(argument.annotation)]
        for argument in [*function.args.args, *function.args.kwonlyargs]
        if argument.annotation is not None and ast.unparse(argument.annotation) in models
    }
    assignments = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
    for node in assignments:
        named = [part.id for part in ast.walk(node.value) if isinstance(part, ast.Name) and part.id in models]
        if named and isinstance(node.targets[0], ast.Name):
            held[node.targets[0].id] = models[named[0]]
    attributes = [node for node in ast.walk(function) if isinstance(node, ast.Attribute)]
    # Stored into: on the left of any kind of assignment.
    stored = (ast.unparse(node.value) for node in attributes if isinstance(node.ctx, ast.Store))
    yield from (held[name] for name in stored if name in held)
