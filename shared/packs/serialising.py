"""A pack as JSON: what the database stores, what runs use, what the hash is taken over."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from shared.packs.definition import Pack
from shared.packs.issues import PackIssue, PackRefused, explain_validation, to_pointer


def dump_pack(pack: Pack) -> dict[str, Any]:
    """Return the definition as JSON values; golden cases are left out."""
    return pack.model_dump(mode="json", exclude={"cases"})


def dump_cases(pack: Pack) -> list[dict[str, Any]]:
    """Return the golden cases as JSON values, file by file; what a case leaves out stays out."""
    return [golden.model_dump(mode="json", exclude_unset=True) for golden in pack.cases]


def parse_pack(definition: dict[str, Any], cases: Sequence[dict[str, Any]] = ()) -> Pack:
    """Read a stored definition, with its golden cases where they are wanted; raise `PackRefused` with every fault."""
    try:
        return Pack.model_validate({**definition, "cases": cases})
    except ValidationError as error:
        raise PackRefused(
            [PackIssue("pack.json", to_pointer(at), code, text) for at, code, text in explain_validation(error, Pack)]
        ) from error


def hash_pack(pack: Pack) -> str:
    """Hash the definition: `sha256:…` over canonical JSON, so comments and layout of the files do not matter."""
    canonical = json.dumps(dump_pack(pack), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{sha256(canonical.encode()).hexdigest()}"
