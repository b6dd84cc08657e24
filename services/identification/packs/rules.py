"""What may be approved, and how two versions differ: pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.identification.packs.errors import PackApproved, PackCasesMissing, PackCasesNotPassed
from shared.errors import Conflict
from shared.models import Pack, PackCheck
from shared.rules.compiling.statement import ENGINE_VERSION

_ABSENT = object()


def count_cases(pack: Pack) -> int:
    """Count the golden cases of a version."""
    return sum(len(golden["cases"]) for golden in pack.cases)


def list_rules(pack: Pack) -> list[str]:
    """Return the codes of the rules of a version."""
    return [rule["code"] for rule in (pack.definition.get("identification") or {}).get("rules", ())]


def find_obstacle(pack: Pack, latest: PackCheck | None) -> type[Conflict] | None:
    """Return why a version cannot be approved, None where it can; `latest` is its latest finished check.

    A version never changes, so a check proves exactly what is approved, as long as the same engine judges.
    """
    if pack.state == "approved":
        return PackApproved
    cases = count_cases(pack)
    if cases == 0:
        return PackCasesMissing if list_rules(pack) else None
    passed = latest is not None and not latest.wrong and latest.engine_version == ENGINE_VERSION
    return None if passed else PackCasesNotPassed


def list_differences(before: object, after: object, path: str = "") -> Iterator[tuple[str, object, object]]:
    """Yield place, value before and value after; null where there is none.

    Parts with a code are named by it and paired by it wherever they stand, so that one put in between moves nothing.
    """
    if before == after:
        return
    left, right = _named(before), _named(after)
    if left is None or right is None:
        yield path or "/", _shown(before), _shown(after)
        return
    for name in dict.fromkeys([*left, *right]):
        yield from list_differences(left.get(name, _ABSENT), right.get(name, _ABSENT), f"{path}/{name}")
    common = [name for name in left if name in right]
    if isinstance(before, Sequence) and common != [name for name in right if name in left]:
        yield f"{path}/*order", list(left), list(right)


def _named(value: object) -> Mapping[str, object] | None:
    """Return the parts of a value by name: of an object its keys, of a list of things with codes these."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value and all(isinstance(part, dict) and "code" in part for part in value):
        parts: dict[str, Any] = {part["code"]: part for part in value}
        return parts if len(parts) == len(value) else None
    return None


def _shown(value: object) -> object:
    return None if value is _ABSENT else value
