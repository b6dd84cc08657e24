"""Lists of schools over HTTP: the smallest steps to one."""

from typing import Any

from tests.factories.files import NORILSK, make_results
from tests.identification.conftest import Caller

YEAR = "2022/2023"
LAST, BEFORE = "2021/2022", "2020/2021"
ORDER = {
    "number": "280-36",
    "date": "2022-10-14",
    "title": "Об утверждении перечня",
    "parties": [{"role": "controls", "name": "МБУ «Методический центр»"}],
}


def make_draft(
    *,
    category: str = "low_results",
    year: str = YEAR,
    territory: tuple[str, str | None] = ("municipality", NORILSK),
    date: str = "2022-10-14",
) -> dict[str, Any]:
    """Return the body of a draft."""
    return {
        "category": category,
        "academic_year": year,
        "territory": {"level": territory[0], "code": territory[1]},
        "source": "ФИОКО",
        "order": ORDER | {"date": date},
    }


async def create_draft(caller: Caller, *schools: str, **draft: Any) -> dict[str, Any]:
    """Create a draft and put schools on it; return it."""
    answer = await caller.post("/lists", make_draft(**draft))
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    filled = await caller.put(f"/lists/{created['id']}/schools", {"schools": schools}, if_match='"1"')
    assert filled.status_code == 200, filled.text
    found: dict[str, Any] = filled.json()
    return found


async def publish_document(caller: Caller, *schools: str, **draft: Any) -> dict[str, Any]:
    """Publish a list by document of these schools; return it."""
    created = await create_draft(caller, *schools, **draft)
    answer = await caller.post(f"/lists/{created['id']}/publication", if_match="*")
    assert answer.status_code == 200, answer.text
    published: dict[str, Any] = answer.json()
    return published


async def import_low_results(caller: Caller, *low: str, not_low: tuple[str, ...] = (), last: str = LAST) -> None:
    """Give schools two low results of the year before the list, and others two good ones."""
    rows = [(code, last, f"vpr-{subject}-5", 10, 5) for code in low for subject in ("math", "rus")]
    rows += [
        (code, year, f"vpr-{subject}-5", 10, 0)
        for code in not_low
        for year in (last, BEFORE)
        for subject in ("math", "rus")
    ]
    receipt = await caller.import_file("results", make_results(*rows))
    assert receipt["rejected"] == 0, receipt


async def approve(caller: Caller, run: dict[str, Any], **order: Any) -> dict[str, Any]:
    """Approve a run; return the list."""
    answer = await caller.post(f"/runs/{run['id']}/approval", ORDER | order)
    assert answer.status_code == 201, answer.text
    published: dict[str, Any] = answer.json()
    return published
