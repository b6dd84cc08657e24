"""Statements over tasks with their measures and roadmaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, and_, false, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.tasks.queries.states import confirms, find_local_day, is_due_soon, is_open, is_overdue
from services.roadmap.tasks.rules import Standing
from services.roadmap.tasks.schemas import TaskState
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Measure, MeasureDocument, MeasureTask, Municipality, Roadmap, School

# What has no last day stands at the end.
_LAST_DAY = func.coalesce(MeasureTask.ends_on, literal(date.max, Date)).label("last_day")


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A task with all that is told of it, as one caller sees it."""

    task: MeasureTask
    measure: Measure
    roadmap: Roadmap
    oktmo: str
    school_name: str | None
    today: date
    is_overdue: bool
    directs: bool
    """Whether the caller sees the whole roadmap, not only this task."""
    is_confirmed: bool
    """Whether a document is there, or none is needed."""

    @property
    def standing(self) -> Standing:
        """Return what decides on what may be done with it."""
        is_removed = self.measure.removed_in is not None
        is_in_force = self.roadmap.state == "approved"
        return Standing(self.task.state, is_in_force, is_removed, self.directs, self.is_confirmed)


@dataclass(frozen=True, slots=True)
class PlaceFilters:
    """Whose tasks are wanted; what is None is not asked."""

    oktmo: str | None = None
    roadmap_id: UUID | None = None
    measure_id: UUID | None = None
    school_code: str | None = None
    responsible: str | None = None


@dataclass(frozen=True, slots=True)
class TermFilters:
    """Tasks of which state and time are wanted; what is None is not asked."""

    state: TaskState | None = None
    due: Literal["overdue", "soon"] | None = None
    due_before: date | None = None
    due_after: date | None = None


@dataclass(frozen=True, slots=True)
class TaskFilters:
    """Which tasks are wanted."""

    place: PlaceFilters
    term: TermFilters

    def list_conditions(self, moment: datetime) -> list[ColumnElement[bool]]:
        """Return what the statement has to hold to."""
        place, term = self.place, self.term
        equal = {
            Municipality.oktmo: place.oktmo,
            Roadmap.id: place.roadmap_id,
            Measure.id: place.measure_id,
            MeasureTask.school_code: place.school_code,
            MeasureTask.state: term.state.value if term.state else None,
        }
        conditions = [column == value for column, value in equal.items() if value is not None]
        if place.responsible is not None:
            conditions.append(Measure.responsible.contains([{"name": place.responsible}]))
        if term.due is not None:
            conditions.append(is_overdue(moment) if term.due == "overdue" else is_due_soon(moment))
        if term.due_before is not None:
            conditions.append(MeasureTask.ends_on <= term.due_before)
        if term.due_after is not None:
            conditions.append(MeasureTask.ends_on >= term.due_after)
        return conditions


async def list_tasks(
    session: AsyncSession, principal: Principal, wanted: TaskFilters, moment: datetime, page: PageRequest
) -> Page[FoundTask]:
    """List the tasks a principal sees, what is due first in front."""
    statement = _visible_tasks(principal, moment).where(*wanted.list_conditions(moment))
    rows: Page[Row[*tuple[Any, ...]]] = await fetch_page(
        session, statement, [ascending(_LAST_DAY), ascending(MeasureTask.id)], page
    )
    return rows.map(_read)


async def find_visible_task(
    session: AsyncSession, principal: Principal, task_id: UUID, moment: datetime
) -> FoundTask | None:
    """Return a task of the caller's territories, None where there is none."""
    statement = _visible_tasks(principal, moment).where(MeasureTask.id == task_id)
    row = (await session.execute(statement.execution_options(populate_existing=True))).one_or_none()
    return None if row is None else _read(row)


async def lock_task(session: AsyncSession, found: FoundTask) -> None:
    """Keep others from editing a task, and its roadmap in the state it has, until the transaction ends.

    The roadmap first, as whoever amends or closes it does.
    """
    await session.refresh(found.roadmap, with_for_update={"read": True})
    await session.refresh(found.task, with_for_update={"key_share": True})


async def store_task(session: AsyncSession, task: MeasureTask, values: dict[str, Any], now: datetime) -> None:
    """Write an edit of a locked task; it is another version then."""
    for name, value in values.items():
        setattr(task, name, value)
    task.version += 1
    task.updated_at = now
    await session.flush()


async def list_predecessors(session: AsyncSession, found: FoundTask) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the measures that come before a task's own: measure_id, number, title, is_done, in their order."""
    task = MeasureTask
    statement = (
        select(
            Measure.id.label("measure_id"),
            Measure.number,
            Measure.title,
            func.coalesce(func.bool_and(~is_open()), literal(value=True)).label("is_done"),
        )
        .outerjoin(task, and_(task.municipality_id == Measure.municipality_id, _comes_before(found)))
        .where(_is_predecessor(found))
        .group_by(Measure.municipality_id, Measure.id)
        .order_by(Measure.position)
    )
    rows: Sequence[Row[*tuple[Any, ...]]] = (await session.execute(statement)).all()
    return rows


async def has_unfinished_predecessors(session: AsyncSession, found: FoundTask) -> bool:
    """Tell whether a task on which this one waits is unfinished; others may not finish or open it meanwhile."""
    task = MeasureTask
    statement = (
        select(task.id)
        .join(Measure, and_(task.municipality_id == Measure.municipality_id, _comes_before(found)))
        .where(_is_predecessor(found), is_open())
        .limit(1)
    )
    return (await session.scalar(statement)) is not None


def _is_predecessor(found: FoundTask) -> ColumnElement[bool]:
    return and_(
        Measure.municipality_id == found.measure.municipality_id,
        Measure.roadmap_id == found.measure.roadmap_id,
        Measure.id.in_(found.measure.predecessors),
    )


def _comes_before(found: FoundTask) -> ColumnElement[bool]:
    """Return the condition that one waits on a task of that measure: of this school or of all, this time or before."""
    conditions = [MeasureTask.measure_id == Measure.id, MeasureTask.occurrence <= found.task.occurrence]
    if found.task.school_code is not None:
        school = MeasureTask.school_code
        conditions.append(or_(school.is_(None), school == found.task.school_code))
    return and_(*conditions)


def _visible_tasks(principal: Principal, moment: datetime) -> Select[*tuple[Any, ...]]:
    of_task = and_(
        MeasureDocument.municipality_id == MeasureTask.municipality_id, MeasureDocument.task_id == MeasureTask.id
    )
    has_document = select(MeasureDocument.id).where(of_task, confirms(Measure.evidence)).exists()
    same_school = and_(School.municipality_id == MeasureTask.municipality_id, School.code == MeasureTask.school_code)
    directs = visible_to(principal, Roadmap.municipality_id, Roadmap.school_code)
    return (
        select(
            MeasureTask,
            Measure,
            Roadmap,
            Municipality.oktmo,
            School.name.label("school_name"),
            find_local_day(moment).label("today"),
            is_overdue(moment).label("is_overdue"),
            # Of a municipality's roadmap a school sees its tasks alone, and no school is compared with one.
            func.coalesce(directs, false()).label("directs"),
            or_(func.cardinality(Measure.evidence) == 0, has_document).label("is_confirmed"),
        )
        .join(
            Measure,
            and_(Measure.municipality_id == MeasureTask.municipality_id, Measure.id == MeasureTask.measure_id),
        )
        .join(Roadmap, and_(Roadmap.municipality_id == Measure.municipality_id, Roadmap.id == Measure.roadmap_id))
        .join(Municipality, Municipality.id == MeasureTask.municipality_id)
        .outerjoin(School, same_school)
        .where(visible_to(principal, MeasureTask.municipality_id, MeasureTask.school_code))
    )


def _read(row: Row[*tuple[Any, ...]]) -> FoundTask:
    return FoundTask(*row[:9])
