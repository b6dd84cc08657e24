"""Support actions: the smallest valid ones."""

from typing import Any

NEEDED: dict[str, dict[str, Any]] = {
    "diagnostics": {"subkind": "subject"},
    "network_association": {"level": "regional"},
    "event": {"level": "municipal"},
    "internship_site": {"level": "municipal"},
    "lead_school": {"provider_school_code": "edu249999", "document": {"kind": "agreement"}},
}
"""What a kind cannot be recorded without."""


def make_support(school_code: str, kind: str = "advice", *teachers: str, **fields: Any) -> dict[str, Any]:
    """Return the body of a support action in 2022/2023; `teachers` are keys."""
    return {
        "school_code": school_code,
        "academic_year": "2022/2023",
        "kind": kind,
        "starts_on": "2022-10-10",
        "persons": [{"role": "teacher", "key": key} for key in teachers],
        **NEEDED.get(kind, {}),
        **fields,
    }
