"""Statements over schools that left a list, entered it or stayed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Row, Text, case, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.roadmap.effects.queries.effects import name_schools
from services.roadmap.effects.queries.moves import (
    YearFilters,
    narrow_territory,
    same_school,
    select_done,
    select_listed,
)
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.judged_schools import select_runs_in_force
from shared.listed_schools import select_listed_schools, select_lists_in_force
from shared.models import Municipality, Pack, Roadmap, Run, School, SchoolList, Verdict

_VERDICTS = 7
"""Where the two verdicts stand in a row: after three names and four columns, before the keys of the page."""


@dataclass(frozen=True, slots=True)
class FoundExit:
    """A school that left, with what runs say of it in both years."""

    school: Row[*tuple[Any, ...]]
    before: Verdict | None
    after: Verdict | None


async def count_movements(session: AsyncSession, principal: Principal, wanted: YearFilters) -> dict[str, int]:
    """Count schools by what became of them from the lists of the earlier year to those of the later."""
    moved = _movements(principal, wanted)
    rows = await session.execute(select(moved.c.movement, func.count()).group_by(moved.c.movement))
    return {row[0]: int(row[1]) for row in rows}


async def list_exits(
    session: AsyncSession, principal: Principal, wanted: YearFilters, page: PageRequest
) -> Page[FoundExit]:
    """List the schools that left by code, with their verdicts of both years and what they did between the lists."""
    moved = _movements(principal, wanted)
    runs = [select_runs_in_force(year, wanted.category).alias(f"runs_{year}") for year in _years(wanted)]
    verdicts = [aliased(Verdict, name=f"verdict_{year}") for year in _years(wanted)]
    done = _measures(select_done(principal, wanted))
    columns = [moved.c.basis, moved.c.list_before, moved.c.list_after, done.c.measures]
    statement = name_schools(moved, columns).add_columns(*verdicts)
    statement = statement.where(moved.c.movement == literal("left", Text)).outerjoin(done, same_school(moved, done))
    for run, verdict in zip(runs, verdicts, strict=True):
        statement = statement.outerjoin(run, run.c.municipality_id == moved.c.municipality_id).outerjoin(
            verdict,
            (verdict.municipality_id == moved.c.municipality_id)
            & (verdict.run_id == run.c.run_id)
            & (verdict.school_code == moved.c.school_code),
        )
    rows = await fetch_page(session, statement, [ascending(School.code), ascending(School.municipality_id)], page)
    return rows.map(lambda row: FoundExit(row, row[_VERDICTS], row[_VERDICTS + 1]))


async def list_runs_with_packs(session: AsyncSession, run_ids: Collection[UUID]) -> Sequence[tuple[Run, Pack]]:
    """Return runs with the versions of packs they were made by."""
    of_run = (Pack.code == Run.pack_code) & (Pack.version == Run.pack_version)
    statement = select(Run, Pack).join(Pack, of_run).where(Run.id.in_(run_ids))
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def list_unlisted_drafts(
    session: AsyncSession, principal: Principal, wanted: YearFilters, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List drafts made for a list of the later year whose school no list in force names any more, by id."""
    listed = select_listed(wanted, wanted.academic_year, "listed_now")
    is_listed = select(listed.c.school_code).where(
        listed.c.municipality_id == Roadmap.municipality_id, listed.c.school_code == Roadmap.school_code
    )
    statement = (
        select(
            Roadmap.id.label("roadmap_id"),
            Roadmap.title,
            Roadmap.list_id,
            School.printed_code.label("school_code"),
            School.name.label("school_name"),
            Municipality.oktmo.label("municipality_oktmo"),
        )
        .join(SchoolList, SchoolList.id == Roadmap.list_id)
        .join(School, (School.municipality_id == Roadmap.municipality_id) & (School.code == Roadmap.school_code))
        .join(Municipality, Municipality.id == Roadmap.municipality_id)
        .where(
            Roadmap.state == "draft",
            SchoolList.category == wanted.category.value,
            SchoolList.academic_year == wanted.academic_year,
            ~is_listed.exists(),
            visible_to(principal, Roadmap.municipality_id, Roadmap.school_code),
            *narrow_territory(wanted),
        )
    )
    return await fetch_page(session, statement, [ascending(Roadmap.id)], page)


def _years(wanted: YearFilters) -> tuple[int, int]:
    return wanted.earlier, wanted.academic_year


def _movements(principal: Principal, wanted: YearFilters) -> CTE:
    """Return every school listed in either year with what became of it; where no later list is, nobody left."""
    before = select_listed_schools(wanted.earlier, categories=(wanted.category,)).alias("listed_then")
    after = select_listed_schools(wanted.academic_year, categories=(wanted.category,)).alias("listed_now")
    places = select_lists_in_force(wanted.academic_year, categories=(wanted.category,)).alias("lists_now")
    earlier_places = select_lists_in_force(wanted.earlier, categories=(wanted.category,)).alias("lists_then")
    school_code = func.coalesce(before.c.school_code, after.c.school_code)
    municipality_id = func.coalesce(before.c.municipality_id, after.c.municipality_id)
    movement = case(
        (before.c.school_code.is_not(None) & after.c.school_code.is_not(None), literal("stayed", Text)),
        (before.c.school_code.is_(None) & earlier_places.c.list_id.is_(None), literal("no_earlier_list", Text)),
        (before.c.school_code.is_(None), literal("entered", Text)),
        (places.c.list_id.is_(None), literal("no_later_list", Text)),
        else_=literal("left", Text),
    )
    return (
        select(
            municipality_id.label("municipality_id"),
            school_code.label("school_code"),
            movement.label("movement"),
            before.c.basis,
            before.c.list_id.label("list_before"),
            places.c.list_id.label("list_after"),
        )
        .select_from(before.join(after, same_school(before, after), full=True))
        .outerjoin(places, places.c.municipality_id == municipality_id)
        .outerjoin(earlier_places, earlier_places.c.municipality_id == municipality_id)
        .join(Municipality, Municipality.id == municipality_id)
        .where(visible_to(principal, municipality_id, school_code), *narrow_territory(wanted))
        .cte("movements")
    )


def _measures(done: CTE) -> CTE:
    """Return what each school has done, task by task."""
    tasks = (
        select(
            done.c.municipality_id,
            done.c.school_code,
            done.c.task_id,
            func.min(done.c.measure_title).label("title"),
            func.min(done.c.done_on).label("done_on"),
            func.jsonb_agg(aggregate_order_by(done.c.criterion, done.c.criterion))
            .filter(done.c.criterion.is_not(None))
            .label("criteria"),
        )
        .group_by(done.c.municipality_id, done.c.school_code, done.c.task_id)
        .subquery("tasks")
    )
    task = func.jsonb_build_object(
        *("task_id", tasks.c.task_id, "title", tasks.c.title, "done_on", tasks.c.done_on),
        *("criteria", func.coalesce(tasks.c.criteria, func.jsonb_build_array())),
    )
    return (
        select(
            tasks.c.municipality_id,
            tasks.c.school_code,
            func.jsonb_agg(aggregate_order_by(task, tasks.c.done_on, tasks.c.task_id)).label("measures"),
        )
        .group_by(tasks.c.municipality_id, tasks.c.school_code)
        .cte("measures")
    )
