"""Statements that make and keep up the tasks of an approved roadmap: measure × occurrence × executor (B51, B52)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    SmallInteger,
    Text,
    and_,
    cast,
    exists,
    extract,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import JSONPATH, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from shared.models import Measure, MeasureTask, Roadmap, School
from shared.reference.school_register import counted_on

_UNFINISHED = ("planned", "in_progress")
_ALL_SCHOOLS = [{"kind": "all_schools"}]
_JOINT = cast('$[*] ? (@.kind != "all_schools")', JSONPATH)
_COLUMNS = ["municipality_id", "id", "measure_id", "occurrence", "school_code", "starts_on", "ends_on"]


async def make_tasks(session: AsyncSession, roadmap: Roadmap, day: date, measures: Collection[UUID]) -> int:
    """Make the tasks of these measures, in one statement; of those that are unfinished only the days move.

    `all_schools` of a municipal roadmap are those that count on the day (B55). Return how many were made or moved.
    """
    wanted = _select_wanted(roadmap, day, measures).subquery()
    rows = select(
        *(literal(roadmap.municipality_id), func.gen_random_uuid(), *wanted.c),
        *(literal("planned"), literal(1), func.now()),
    )
    statement = insert(MeasureTask).from_select([*_COLUMNS, "state", "version", "updated_at"], rows)
    new = statement.excluded
    days_differ = or_(
        MeasureTask.starts_on.is_distinct_from(new.starts_on), MeasureTask.ends_on.is_distinct_from(new.ends_on)
    )
    statement = statement.on_conflict_do_update(
        index_elements=[
            MeasureTask.municipality_id,
            MeasureTask.measure_id,
            MeasureTask.occurrence,
            MeasureTask.school_code,
        ],
        set_={
            "starts_on": new.starts_on,
            "ends_on": new.ends_on,
            "version": MeasureTask.version + 1,
            "updated_at": func.now(),
        },
        where=and_(MeasureTask.state.in_(_UNFINISHED), days_differ),
    )
    return len((await session.execute(statement.returning(MeasureTask.id))).all())


async def cancel_tasks(
    session: AsyncSession, roadmap: Roadmap, day: date, measures: Collection[UUID], reason: str
) -> Sequence[UUID]:
    """Cancel the unfinished tasks of these measures that are not wanted any more; return their ids.

    Of measures that were taken out none is.
    """
    wanted = _select_wanted(roadmap, day, measures).subquery()
    still_wanted = exists().where(
        wanted.c.measure_id == MeasureTask.measure_id,
        wanted.c.occurrence == MeasureTask.occurrence,
        wanted.c.school_code.is_not_distinct_from(MeasureTask.school_code),
    )
    values: dict[str, Any] = {
        "state": "cancelled",
        "reason": reason,
        "version": MeasureTask.version + 1,
        "updated_at": func.now(),
    }
    statement = (
        update(MeasureTask)
        .where(MeasureTask.municipality_id == roadmap.municipality_id, MeasureTask.measure_id.in_(measures))
        .where(MeasureTask.state.in_(_UNFINISHED), not_(still_wanted))
        .values(values)
    )
    statement = statement.execution_options(synchronize_session=False)
    return (await session.scalars(statement.returning(MeasureTask.id))).all()


def _select_wanted(roadmap: Roadmap, day: date, measures: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Select the tasks that measures should have: measure, occurrence, school, first and last day."""
    occurrences = select_occurrences(roadmap, measures).subquery()
    executors = union_all(_select_joint(roadmap), _select_schools(roadmap, day)).subquery()
    return select(
        occurrences.c.measure_id,
        occurrences.c.occurrence,
        executors.c.school_code,
        occurrences.c.starts_on,
        occurrences.c.ends_on,
    ).join(executors, executors.c.measure_id == occurrences.c.measure_id)


def select_occurrences(roadmap: Roadmap, measures: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Select the times of each measure: yearly ones once for each year in which they begin inside the roadmap."""
    begins_on = func.coalesce(Measure.starts_on, Measure.ends_on)
    years = (
        func.generate_series(roadmap.starts_on.year, roadmap.ends_on.year)
        .table_valued("year", name="years")
        .render_derived()
    )
    later = cast(years.c.year - extract("year", begins_on), Integer)
    inside = _move(begins_on, later).between(roadmap.starts_on, roadmap.ends_on)
    # A yearly one that never begins inside is due once, on its own days.
    moved = func.coalesce(later, 0)
    place = func.row_number().over(partition_by=Measure.id, order_by=years.c.year)
    return (
        select(
            Measure.id.label("measure_id"),
            cast(place, SmallInteger).label("occurrence"),
            _move(Measure.starts_on, moved).label("starts_on"),
            # The day after, so that the last day of February stays the last one.
            cast(_move(Measure.ends_on + 1, moved) - 1, Date).label("ends_on"),
        )
        .outerjoin(years, and_(Measure.recurrence == "yearly", inside))
        .where(_of(roadmap), Measure.id.in_(measures))
    )


def _select_joint(roadmap: Roadmap) -> Select[*tuple[Any, ...]]:
    """Select the measures that their parties carry out together, or, in a school's roadmap, that school."""
    if roadmap.kind == "school":
        return select(Measure.id.label("measure_id"), literal(roadmap.school_code, Text).label("school_code")).where(
            _of(roadmap)
        )
    is_joint = or_(func.jsonb_path_exists(Measure.responsible, _JOINT), Measure.responsible == [])
    return select(Measure.id.label("measure_id"), cast(null(), Text).label("school_code")).where(_of(roadmap), is_joint)


def _select_schools(roadmap: Roadmap, day: date) -> Select[*tuple[Any, ...]]:
    """Select measures of all schools with each school that counts on the day."""
    is_municipal = true() if roadmap.kind == "municipal" else literal(value=False)
    return (
        select(Measure.id.label("measure_id"), School.code.label("school_code"))
        .join(School, School.municipality_id == Measure.municipality_id)
        .where(_of(roadmap), is_municipal, Measure.responsible.contains(_ALL_SCHOOLS), counted_on(day))
    )


def _of(roadmap: Roadmap) -> ColumnElement[bool]:
    return and_(
        Measure.municipality_id == roadmap.municipality_id,
        Measure.roadmap_id == roadmap.id,
        Measure.removed_in.is_(None),
    )


def _move(day: ColumnElement[Any] | InstrumentedAttribute[Any], years: ColumnElement[int]) -> ColumnElement[date]:
    return cast(day + func.make_interval(years), Date)
