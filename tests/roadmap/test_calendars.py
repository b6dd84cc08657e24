"""Calendar feeds: read by two libraries of others, by whoever knows the address, as long as its maker may see."""

from datetime import UTC, date, timedelta
from typing import Any

import httpx
import pytest
from ical.calendar import Calendar as StrictCalendar
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from sqlalchemy import select, text, update

from shared.access.principals import Territory
from shared.clock import utc_now
from shared.models import CalendarFeed, Client, IdempotencyKey, MeasureTask
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.tasks import CENTRE, AddedRoadmap, Planned, add_roadmap, find_today
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller, MakeCaller

A = "edu240001"
TODAY = find_today()
DAY = timedelta(days=1)
WHOLE = {"level": "municipality", "code": NORILSK}


@pytest.fixture(autouse=True)
async def registered(identification: IdentificationCaller) -> None:
    """One school of Norilsk, one elsewhere."""
    await identification.import_file("schools", make_schools(A))
    await identification.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))


async def make_feed(caller: Caller, **body: Any) -> dict[str, Any]:
    answer = await caller.post("/calendar-feeds", {"name": "Методический центр", "territory": WHOLE} | body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def read(caller: Caller, feed: dict[str, Any], **headers: str) -> httpx.Response:
    """Read a calendar as calendars do: without a key."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(transport=caller.http._transport, base_url="http://opora") as reader:  # noqa: SLF001
        return await reader.get(feed["address"], headers=named)


async def list_summaries(caller: Caller, feed: dict[str, Any]) -> list[str]:
    calendar = Calendar.from_ical((await read(caller, feed)).content)
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


async def add_plan(caller: Caller) -> AddedRoadmap:
    return await add_roadmap(
        caller.database,
        Planned("1", starts_in=-10, ends_in=10, section="Итоги; «разное», прочее"),
        Planned("2.", ends_in=30),
        Planned("3", ends_in=40, schools=(A,), responsible=("Руководители ОУ",)),
        Planned("4", ends_in=50, state="cancelled"),
        Planned("5", ends_in=None),
    )


async def test_a_calendar_says_the_same_in_two_libraries_of_others(caller: Caller) -> None:
    plan = await add_plan(caller)

    answer = await read(caller, await make_feed(caller))
    events: dict[str, Any] = {str(each["SUMMARY"]): each for each in Calendar.from_ical(answer.content).walk("VEVENT")}
    strict: StrictCalendar = IcsCalendarStream.calendar_from_ics(answer.text)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    lines = answer.content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    assert any(line.startswith(b" ") for line in lines), "nothing was long enough to be folded"
    assert list(events) == ["1. Мероприятие 1", "2. Мероприятие 2.", "3. Мероприятие 3", "4. Мероприятие 4"]
    first, until = events["1. Мероприятие 1"], events["2. Мероприятие 2."]
    assert (first["UID"], first["SEQUENCE"]) == (str(plan.tasks["1", None]), 1)
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (TODAY - 10 * DAY, TODAY + 11 * DAY)
    assert (until["DTSTART"].dt, until["DTEND"].dt) == (TODAY + 30 * DAY, TODAY + 31 * DAY)
    assert [str(each["STATUS"]) for each in events.values()] == ["CONFIRMED"] * 3 + ["CANCELLED"]
    assert [str(each) for each in first["CATEGORIES"].cats] == ["Запланировано", "Итоги; «разное», прочее"]
    assert str(first["DESCRIPTION"]) == (
        f"Дорожная карта: План мероприятий\nОтветственные: {CENTRE}\nОжидаемый результат: Справка"
    )
    assert f"Школа: Школа {A}" in str(events["3. Мероприятие 3"]["DESCRIPTION"])
    assert first["LAST-MODIFIED"].dt.tzinfo is UTC or first["LAST-MODIFIED"].dt.utcoffset() == timedelta(0)
    assert [(each.uid, each.summary, each.dtstart, each.dtend, each.description) for each in strict.events] == [
        (each["UID"], name, each["DTSTART"].dt, each["DTEND"].dt, str(each["DESCRIPTION"]))
        for name, each in events.items()
    ]


async def test_an_unchanged_calendar_is_not_sent_again(caller: Caller) -> None:
    plan = await add_plan(caller)
    feed = await make_feed(caller)
    etag = (await read(caller, feed)).headers["ETag"]

    same = await read(caller, feed, if_none_match=f'W/{etag}, "other"')
    await caller.post(f"{plan.task('1')}/start", if_match="*")
    changed = await read(caller, feed, if_none_match=etag)

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", etag)
    assert changed.status_code == 200
    assert b"SEQUENCE:2" in changed.content


async def test_a_feed_shows_a_school_or_a_party(caller: Caller) -> None:
    await add_plan(caller)
    await add_roadmap(caller.database, Planned("9"), oktmo=ULCHSKY)

    school = await make_feed(caller, territory={"level": "school", "code": "sch240001"})
    party = await make_feed(caller, responsible="Руководители ОУ")

    assert await list_summaries(caller, school) == ["3. Мероприятие 3"]
    assert await list_summaries(caller, party) == ["3. Мероприятие 3"]
    assert school["territory"] == {"level": "school", "code": A}


async def test_an_address_ends_when_it_is_revoked_and_when_its_maker_is(
    caller: Caller, make_caller: MakeCaller
) -> None:
    await add_plan(caller)
    maker = await make_caller(Territory("municipality", NORILSK))
    stranger = await make_caller(Territory("municipality", ULCHSKY))
    revoked, orphaned = await make_feed(caller), await make_feed(maker)

    foreign = await stranger.http.delete(f"{caller.base}/calendar-feeds/{revoked['id']}")
    gone = await maker.http.delete(f"{caller.base}/calendar-feeds/{revoked['id']}")
    twice = await maker.http.delete(f"{caller.base}/calendar-feeds/{revoked['id']}")
    listed = [(each["id"], each["address"]) for each in (await maker.get("/calendar-feeds")).json()["items"]]
    before = await read(caller, orphaned)
    async with caller.database.transaction() as session:
        owner = select(CalendarFeed.client_id).where(
            CalendarFeed.token_hash.is_not(None), CalendarFeed.id == orphaned["id"]
        )
        await session.execute(update(Client).values(revoked_at=utc_now()).where(Client.id.in_(owner)))
    answers = [
        await read(caller, revoked),
        await read(caller, orphaned),
        await read(caller, {"address": "/roadmap/v1/calendars/%00ключ.ics"}),
    ]

    assert (foreign.status_code, gone.status_code, twice.status_code) == (404, 204, 404)
    assert listed == [(orphaned["id"], None)]
    assert (await stranger.get("/calendar-feeds")).json()["items"] == []
    assert before.status_code == 200
    assert [(each.status_code, each.json()["code"]) for each in answers] == [(404, "calendar-not-found")] * 3


async def test_a_feed_of_a_foreign_territory_is_refused(make_caller: MakeCaller) -> None:
    school = await make_caller(Territory("school", A))

    whole = await school.post("/calendar-feeds", {"name": "Все", "territory": WHOLE})
    mixed = await school.post("/calendar-feeds", {"name": "Все", "territory": {"level": "school", "code": NORILSK}})

    assert (whole.status_code, mixed.status_code) == (404, 422)


async def test_the_address_is_told_once_and_kept_nowhere(caller: Caller, capsys: pytest.CaptureFixture[str]) -> None:
    body = {"name": "План", "territory": WHOLE}

    made = await caller.post("/calendar-feeds", body, idempotency_key="x")
    again = await caller.post("/calendar-feeds", body, idempotency_key="x")
    await read(caller, made.json())
    metrics = await caller.http.get("/metrics")

    token = made.json()["address"].split("/")[-1].removesuffix(".ics")
    async with caller.database.transaction() as session:
        tables = (await session.scalars(text("SELECT relname FROM pg_stat_user_tables"))).all()
        rows = [await session.scalar(text(f"SELECT string_agg(t::text, '') FROM {table} t")) for table in tables]
        kept = (await session.scalars(select(IdempotencyKey.status))).all()
    assert len(token) == 64
    assert (again.json()["id"], again.json()["address"], kept) == (made.json()["id"], None, [201])
    assert "calendars/{token}.ics" in metrics.text
    assert [where for where in (metrics.text, capsys.readouterr().out, *map(str, rows)) if token in where] == []


async def test_control_characters_and_the_last_of_all_days_still_make_a_calendar(caller: Caller) -> None:
    everlasting = Planned("1", ends_in=(date.max - TODAY).days)
    await add_roadmap(caller.database, everlasting, title="План\x0bс табуляцией\tи переносом\r\nстроки")
    async with caller.database.transaction() as session:
        await session.execute(update(MeasureTask).values(starts_on=None))

    answer = await read(caller, await make_feed(caller, name="Имя, с запятой; и точкой"))

    assert not {sign for sign in answer.text if ord(sign) < 32} - {"\r", "\n"}
    assert len(IcsCalendarStream.calendar_from_ics(answer.text).events) == 1
