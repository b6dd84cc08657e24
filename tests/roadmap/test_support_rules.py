"""What a support action must say to be one of its kind."""

from typing import Any

import pytest

from services.roadmap.support.rules import list_faults
from services.roadmap.support.schemas import SupportActionUpdate
from tests.factories.support import make_support

_ORDER = {"kind": "order", "number": "3", "date": "2022-09-05"}
_TEACHER = {"role": "teacher", "key": "t-000001"}


@pytest.mark.parametrize(
    ("kind", "fields", "places"),
    [
        ("diagnostics", {"subkind": None}, ["subkind"]),
        (
            "advice",
            {"subkind": "subject", "level": "regional", "productive_form": "talk"},
            ["subkind", "level", "productive_form"],
        ),
        ("internship_site", {"level": "federal"}, ["level"]),
        ("advice", {"starts_on": "2022-08-31"}, ["starts_on"]),
        ("advice", {"ends_on": "2023-09-01"}, ["ends_on"]),
        ("advice", {"ends_on": "2023-08-31"}, []),
        ("advice", {"starts_on": "2022-10-02", "ends_on": "2022-10-01"}, ["ends_on"]),
        ("advice", {"persons": [_TEACHER], "teachers": 2}, ["teachers"]),
        ("advice", {"persons": [_TEACHER], "teachers": 1, "leaders": 3}, []),
        ("advice", {"persons": [_TEACHER] * 2}, ["persons"]),
        ("advice", {"teachers": 9, "teachers_total": 8}, ["teachers_total"]),
        ("lead_school", {"provider_school_code": None, "document": None}, ["provider_school_code", "document"]),
        ("lead_school", {"provider_school_code": "edu240001"}, ["provider_school_code"]),
        ("tutoring", {"document": _ORDER | {"link": "https://example.ru/3"}}, ["document/link"]),
        ("tutoring", {"document": _ORDER}, []),
        ("pupil_plan", {"document": {"kind": "order", "number": "3"}}, ["document"]),
    ],
)
def test_what_does_not_fit_the_kind_is_refused_field_by_field(
    kind: str, fields: dict[str, Any], places: list[str]
) -> None:
    body = make_support("edu240001", kind, **fields)
    wanted = SupportActionUpdate.model_validate({name: value for name, value in body.items() if name != "school_code"})

    faults = list_faults(wanted, "edu240001")

    assert [fault.pointer for fault in faults] == [f"/body/{place}" for place in places]
