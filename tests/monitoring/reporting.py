"""A closed campaign with its answers, as the other features leave it, and the steps to its report."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select

from shared.models import Campaign, MonitoringValue, Municipality, Submission
from shared.packs.loading import get_pack_folder, load_pack
from tests.factories.files import NORILSK, make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller

SCHOOLS = tuple(f"edu24000{number}" for number in range(1, 6))
Answers = Mapping[str, str | tuple[int, int]]
BEFORE: dict[str, Answers] = {
    "edu240001": {"s-4.3.1": "no", "s-4.3.2": (2, 10), "s-4.3.3": (1, 4)},
    "edu240002": {"s-4.3.1": "yes", "s-4.3.2": (5, 10), "s-4.3.3": (2, 4)},
    "edu240003": {"s-4.3.1": "yes", "s-4.3.2": (5, 5), "s-4.3.3": (3, 3)},
}
NOW: dict[str, Answers] = {
    "edu240001": {"s-4.3.1": "yes", "s-4.3.2": (10, 10), "s-4.3.3": (4, 4)},
    "edu240002": {"s-4.3.1": "yes", "s-4.3.2": (4, 10), "s-4.3.3": (3, 4)},
    "edu240003": {"s-4.3.1": "no", "s-4.3.2": (5, 5), "s-4.3.3": (3, 3)},
    "edu240004": {"s-4.3.2": (0, 8)},
}
_ENDS = date(2023, 6, 20)
_IN_TIME, _LATE = datetime(2023, 6, 20, 16, 59, tzinfo=UTC), datetime(2023, 6, 20, 17, 0, tzinfo=UTC)
"""The last minute of 20 June in Krasnoyarsk, and the first after it."""
EDIT: dict[str, Any] = {
    "letterhead": ["Управление образования города"],
    "signatory": "Начальник управления",
    "texts": {"introduction": "Введение <b>людей</b>."},
    "recommendations": [
        {"addressee": "leaders", "text": "Помочь школе.", "schools": ["sch240002"]},
        {"addressee": "school", "text": "Принять программу.", "schools": ["edu240003", "edu240004"]},
    ],
    "protocol": None,
}


async def add_campaign(
    caller: Caller,
    identification: IdentificationCaller,
    *,
    pack: tuple[str, str, str] = ("norilsk-2022", "prevention", "2023-06"),
    answers: Mapping[str, Mapping[str, Answers]] | None = None,
    state: str = "closed",
) -> UUID:
    """Register five schools of Norilsk and write a campaign with answers by period; school 4 is late, 5 is silent."""
    await identification.import_file("schools", make_schools(*SCHOOLS))
    async with caller.database.transaction() as session:
        town = (await session.scalars(select(Municipality.id).where(Municipality.oktmo == NORILSK))).one()
        campaign = _make_campaign(town, pack, state)
        await session.execute(insert(Campaign).values(campaign))
        for school in SCHOOLS:
            moment = {"edu240004": _LATE, "edu240005": None}.get(school, _IN_TIME)
            key = {"municipality_id": town, "campaign_id": campaign["id"], "level": "school", "object_code": school}
            moments = {"first_submitted_at": moment, "submitted_at": moment, "decided_at": moment}
            rest = {"state": "accepted" if moment else "draft", "version": 1, "updated_at": _IN_TIME}
            await session.execute(insert(Submission).values(key | moments | rest))
        rows = []
        for period, schools in (answers or {"2023-01": BEFORE, "2023-06": NOW}).items():
            place = {"municipality_id": town, "pack_code": pack[0], "period": period, "level": "school"}
            for school, given in schools.items():
                rows += [place | {"object_code": school} | _columns(name, value) for name, value in given.items()]
        await session.execute(insert(MonitoringValue), rows)
    return UUID(str(campaign["id"]))


def _make_campaign(town: int, pack: tuple[str, str, str], state: str) -> dict[str, Any]:
    code, set_code, period = pack
    return {
        "municipality_id": town,
        "id": uuid4(),
        "pack_code": code,
        "set_code": set_code,
        "period": period,
        "pack_version": load_pack(get_pack_folder(code)).version,
        "order_number": "45",
        "order_date": date(2023, 6, 1),
        "order_title": "О мониторинге",
        "order_parties": [],
        "responsible": [],
        "timezone": "Asia/Krasnoyarsk",
        "starts_on": date(2023, 6, 1),
        "ends_on": _ENDS,
        "state": state,
        "version": 1,
        "created_at": _IN_TIME,
        "updated_at": _IN_TIME,
    }


def _columns(element: str, value: str | tuple[int, int]) -> dict[str, Any]:
    answer, pair = (value, (None, None)) if isinstance(value, str) else (None, value)
    return {"element_code": element, "answer": answer, "numerator": pair[0], "denominator": pair[1]}


async def draft(caller: Caller, campaign_id: UUID, kind: str = "campaign") -> dict[str, Any]:
    """Ask for a report, let the jobs run, return it."""
    answer = await caller.post("/reports", {"kind": kind, "campaign_id": str(campaign_id)})
    assert answer.status_code == 202, answer.text
    await caller.run_jobs()
    report: dict[str, Any] = (await caller.http.get(answer.headers["Location"])).json()
    assert report["state"] == "drafted", report
    return report


async def read_text(caller: Caller, report: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a report says to this caller."""
    answer = await caller.get(f"/reports/{report['id']}/text")
    assert answer.status_code == 200, answer.text
    text: dict[str, Any] = answer.json()
    return text


async def approve(caller: Caller, report: Mapping[str, Any]) -> dict[str, Any]:
    """Approve a draft, let the job render it, return it."""
    answer = await caller.post(f"/reports/{report['id']}/approval", if_match="*")
    assert answer.status_code == 200, answer.text
    await caller.run_jobs()
    approved: dict[str, Any] = answer.json()
    return approved
