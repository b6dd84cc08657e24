"""Two years of facts, runs and lists of one town, and what a reader with pencil and paper makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select

from shared.clock import utc_now
from shared.models import Measure, MeasureTask, Roadmap, SchoolDirectory
from shared.packs.loading import get_pack_folder, load_pack
from tests.factories.files import NORILSK, make_results, make_schools
from tests.factories.lists import approve
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller

YEARS = ("2020/2021", "2021/2022", "2022/2023")
RULE = "norilsk-2022/low-results"
FIRST = f"{RULE}/two-procedures-last-year"
SECOND = f"{RULE}/one-procedure-each-of-two-years"
PARTICIPANTS = 20
LOW = 6
"""30 % of twenty."""
Facts = Mapping[str, tuple[tuple[int, int], tuple[int, int], tuple[int, int]]]
"""School → for each of three years: how many of twenty were below in mathematics and in Russian."""


async def make_lists(
    identification: IdentificationCaller, facts: Facts, *, oktmo: str = NORILSK
) -> dict[str, dict[str, Any]]:
    """Register the schools with their results, judge two years, publish both lists; return run and list by year."""
    await identification.import_file("schools", make_schools(*facts, oktmo=oktmo, grades=(5, 5)))
    rows = [
        (school, year, f"vpr-{subject}-5", PARTICIPANTS, below)
        for school, years in facts.items()
        for year, pair in zip(YEARS, years, strict=True)
        for subject, below in zip(("math", "rus"), pair, strict=True)
    ]
    receipt = await identification.import_file("results", make_results(*rows))
    assert receipt["rejected"] == 0, receipt
    found = {}
    for year, day in (("2022/2023", "2022-10-14"), ("2023/2024", "2023-10-14")):
        territory = {"level": "municipality", "code": oktmo}
        run = await identification.finish_run(academic_year=year, rule=RULE, territory=territory)
        found[year] = {"run": run, "list": await approve(identification, run, date=day)}
    return found


@dataclass(frozen=True)
class Judged:
    """What one year's list makes of a school."""

    first: bool
    second: bool
    away: int
    """Pupils that would have to fail so that two procedures are low, or one that was low before as well."""

    @property
    def listed(self) -> bool:
        return self.first or self.second


def judge(facts: Facts, school: str, at: int) -> Judged:
    """Judge a school by the results of year `at` and of the year before, as 002 §2.1 says."""
    low = [[below >= LOW for below in facts[school][year]] for year in (at, at - 1)]
    first, second = all(low[0]), any(low[0]) and any(low[1])
    short = sorted(max(0, LOW - below) for below in facts[school][at])
    away = min(sum(short), short[0]) if any(low[1]) else sum(short)
    return Judged(first, second, away)


_VERSION = load_pack(get_pack_folder("norilsk-2022")).version
_ROADMAP = {
    "kind": "school",
    "title": "План",
    "origin": "people",
    "pack_code": "norilsk-2022",
    "pack_version": _VERSION,
    "year_kind": "academic",
    "year": 2022,
    "starts_on": date(2022, 9, 1),
    "ends_on": date(2023, 8, 31),
    "timezone": "Asia/Krasnoyarsk",
    "parties": [],
    "state": "approved",
    "edition": 1,
    "version": 1,
    "order_number": "1",
    "order_date": date(2022, 10, 1),
    "order_parties": [],
}
_MEASURE: dict[str, Any] = {"position": 1} | {
    name: [] for name in ("items", "responsible", "evidence", "predecessors", "deficits", "indicators")
}


async def finish_measure(
    caller: Caller,
    school: str,
    *,
    code: str,
    criteria: list[str],
    done_on: date,
    indicators: tuple[str, ...] = (),
) -> None:
    """Write an approved roadmap of one school with one measure that is done."""
    roadmap, measure, now = uuid4(), uuid4(), utc_now()
    async with caller.database.transaction() as session:
        found = select(SchoolDirectory.municipality_id).where(SchoolDirectory.code == school)
        place = {"municipality_id": (await session.scalars(found)).one()}
        moments = {"approved_at": now, "created_at": now, "updated_at": now}
        await session.execute(
            insert(Roadmap).values(place | _ROADMAP | moments | {"id": roadmap, "school_code": school})
        )
        kind = {"id": measure, "roadmap_id": roadmap, "code": code, "title": f"Мера {code}", "criteria": criteria}
        kind["indicators"] = list(indicators)
        await session.execute(insert(Measure).values(place | _MEASURE | kind))
        task = {"id": uuid4(), "measure_id": measure, "occurrence": 1, "school_code": school, "state": "done"}
        await session.execute(
            insert(MeasureTask).values(place | task | {"done_on": done_on, "version": 1, "updated_at": now})
        )
