"""Single schools as tests enter and edit them."""

from typing import Any

import httpx

from tests.factories.files import NORILSK
from tests.identification.conftest import BASE, Caller

CODE = "edu240001"
FULL = {
    "school_name": "МБОУ «СОШ № 1»",
    "municipality_oktmo": NORILSK,
    "grades_from": 1,
    "grades_to": 11,
    "inn": "7707083893",
    "ogrn": "1027700132195",
    "opened_on": "1975-09-01",
    "closed_on": None,
    "subordination": "municipal",
    "special_type": "general",
    "successor_code": None,
}


async def put(caller: Caller, code: str = CODE, etag: str | None = None, **changes: Any) -> httpx.Response:
    headers = {"If-Match": etag} if etag else {}
    return await caller.http.put(f"{BASE}/schools/{code}", json=FULL | changes, headers=headers)
