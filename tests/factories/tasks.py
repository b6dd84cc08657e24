"""Roadmaps in force, as approval leaves them: rows with days counted from today where their municipality is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from shared.clock import utc_now
from shared.database.session import Database
from shared.local_days import find_local_day
from shared.models import Measure, MeasureTask, Municipality, Roadmap
from tests.factories.files import NORILSK

TIMEZONE = "Asia/Krasnoyarsk"
CENTRE = "МБУ «Методический центр»"
CONTROLLER = "Заведующий ИДЦ"


@dataclass(frozen=True)
class Planned:
    """A measure and when it is due, in days from today; a task for each of the schools, None the parties together."""

    number: str
    ends_in: int | None = 30
    starts_in: int | None = None
    section: str | None = None
    responsible: tuple[str, ...] = (CENTRE,)
    evidence: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    schools: tuple[str | None, ...] = (None,)
    state: str = "planned"


@dataclass
class AddedRoadmap:
    """A roadmap and the ids of what it holds."""

    municipality_id: int
    id: UUID
    measures: dict[str, UUID] = field(default_factory=dict)
    """By number."""
    tasks: dict[tuple[str, str | None], UUID] = field(default_factory=dict)
    """By number and school."""

    def task(self, number: str, school: str | None = None) -> str:
        """Return the path of a task."""
        return f"/tasks/{self.tasks[number, school]}"


def find_today() -> date:
    """Return which day it is where the roadmaps are."""
    return find_local_day(TIMEZONE, utc_now())


async def add_roadmap(database: Database, *planned: Planned, oktmo: str = NORILSK, **columns: Any) -> AddedRoadmap:
    """Add an approved roadmap with its measures and tasks; the municipality is there."""
    async with database.transaction() as session:
        municipality_id = (await session.scalars(select(Municipality.id).where(Municipality.oktmo == oktmo))).one()
        roadmap = _make_roadmap(municipality_id, columns)
        session.add(roadmap)
        await session.flush()
        added = AddedRoadmap(municipality_id, roadmap.id, {each.number: uuid4() for each in planned})
        session.add_all([_make_measure(added, at, each) for at, each in enumerate(planned, start=1)])
        await session.flush()
        session.add_all([task for each in planned for task in _make_tasks(added, each)])
    return added


def _make_roadmap(municipality_id: int, columns: dict[str, Any]) -> Roadmap:
    today, now = find_today(), utc_now()
    values: dict[str, Any] = {
        "municipality_id": municipality_id,
        "id": uuid4(),
        "kind": "school" if "school_code" in columns else "municipal",
        "title": "План мероприятий",
        "origin": "people",
        "year_kind": "calendar",
        "year": today.year,
        "starts_on": today - timedelta(days=400),
        "ends_on": today + timedelta(days=400),
        "timezone": TIMEZONE,
        "parties": [{"role": "controls", "kind": "role", "name": CONTROLLER}],
        "state": "approved",
        "edition": 1,
        "order_number": "280-36",
        "order_date": today,
        "order_parties": [],
        "approved_at": now,
        "version": 2,
        "created_at": now,
        "updated_at": now,
    }
    return Roadmap(**values | columns)


def _make_measure(added: AddedRoadmap, position: int, planned: Planned) -> Measure:
    starts_on, ends_on = _find_days(planned)
    return Measure(
        municipality_id=added.municipality_id,
        id=added.measures[planned.number],
        roadmap_id=added.id,
        position=position,
        section=planned.section,
        number=planned.number,
        title=f"Мероприятие {planned.number}",
        items=[],
        starts_on=starts_on,
        ends_on=ends_on,
        responsible=[{"kind": "organisation", "name": name} for name in planned.responsible],
        expected_result="Справка",
        evidence=list(planned.evidence),
        predecessors=[added.measures[number] for number in planned.after],
        criteria=[],
        deficits=[],
        indicators=[],
    )


def _make_tasks(added: AddedRoadmap, planned: Planned) -> Sequence[MeasureTask]:
    starts_on, ends_on = _find_days(planned)
    added.tasks |= {(planned.number, school): uuid4() for school in planned.schools}
    return [
        MeasureTask(
            municipality_id=added.municipality_id,
            id=added.tasks[planned.number, school],
            measure_id=added.measures[planned.number],
            occurrence=1,
            school_code=school,
            starts_on=starts_on,
            ends_on=ends_on,
            state=planned.state,
            done_on=find_today() if planned.state == "done" else None,
            reason="Не нужно" if planned.state == "cancelled" else None,
            version=1,
            updated_at=utc_now(),
        )
        for school in planned.schools
    ]


def _find_days(planned: Planned) -> tuple[date | None, date | None]:
    today = find_today()
    days = (planned.starts_in, planned.ends_in)
    starts_on, ends_on = (None if each is None else today + timedelta(days=each) for each in days)
    return starts_on, ends_on
