"""Gives generic schemas names of their own: `Page_SchoolRead_`, titled `Page` like all others, is `SchoolReadPage`."""

import re
from typing import Any

_GENERIC = re.compile(r"([A-Za-z]+)_(\w+)_")
_PREFIX = "#/components/schemas/"


def name_generic_schemas(document: dict[str, Any]) -> None:
    """Rename them in the components and wherever they are referred to; generators of clients make classes of titles."""
    schemas = document["components"]["schemas"]
    names = {name: found[2] + found[1] for name in schemas if (found := _GENERIC.fullmatch(name))}
    for old, new in names.items():
        schemas[new] = schemas.pop(old) | {"title": new}
    _rename({_PREFIX + old: _PREFIX + new for old, new in names.items()}, document)


def _rename(references: dict[str, str], node: Any) -> None:  # noqa: ANN401  # JSON
    if isinstance(node, dict):
        if node.get("$ref") in references:
            node["$ref"] = references[node["$ref"]]
        children = list(node.values())
    else:
        children = node if isinstance(node, list) else []
    for child in children:
        _rename(references, child)
