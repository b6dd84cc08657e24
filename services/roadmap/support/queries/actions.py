"""Statements over support actions and their persons."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.support.schemas import SupportActionState, SupportedPerson
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, descending, fetch_page
from shared.models import MeasureTask, Municipality, SchoolDirectory, SupportAction, SupportPerson
from shared.support.kinds import SupportKind


@dataclass(frozen=True, slots=True)
class FoundAction:
    """A support action and the ОКТМО of its municipality."""

    action: SupportAction
    oktmo: str


@dataclass(frozen=True, slots=True)
class ActionFilters:
    """Which actions are wanted; what is None is not asked."""

    municipality: str | None = None
    school_code: str | None = None
    academic_year: int | None = None
    kind: SupportKind | None = None
    state: SupportActionState | None = None
    measure_task_id: UUID | None = None


async def find_visible_school(session: AsyncSession, principal: Principal, code: str) -> SchoolDirectory | None:
    """Return where a school of the caller's territories is registered."""
    statement = select(SchoolDirectory).where(
        SchoolDirectory.code == code, visible_to(principal, SchoolDirectory.municipality_id, SchoolDirectory.code)
    )
    return (await session.scalars(statement)).one_or_none()


async def has_task(session: AsyncSession, municipality_id: int, school_code: str, task_id: UUID) -> bool:
    """Tell whether there is such a task, and it is the school's or of all who are responsible."""
    statement = select(MeasureTask.id).where(
        MeasureTask.municipality_id == municipality_id,
        MeasureTask.id == task_id,
        or_(MeasureTask.school_code.is_(None), MeasureTask.school_code == school_code),
    )
    return await session.scalar(statement) is not None


async def add_action(session: AsyncSession, action: SupportAction) -> None:
    """Write a new action."""
    session.add(action)
    await session.flush()


async def store_action(session: AsyncSession, action: SupportAction, values: dict[str, Any]) -> None:
    """Write an edit of a locked action; it is another version then."""
    for name, value in values.items():
        setattr(action, name, value)
    action.version += 1
    await session.flush()


async def replace_persons(session: AsyncSession, action: SupportAction, persons: Collection[SupportedPerson]) -> None:
    """Let these and no others be the persons of an action."""
    of_action = (SupportPerson.municipality_id == action.municipality_id, SupportPerson.action_id == action.id)
    await session.execute(delete(SupportPerson).where(*of_action))
    if persons:
        rows = [
            {
                "municipality_id": action.municipality_id,
                "action_id": action.id,
                "role": person.role.value,
                "person_key": person.key,
            }
            for person in persons
        ]
        await session.execute(insert(SupportPerson), rows)


async def find_visible_action(
    session: AsyncSession, principal: Principal, action_id: UUID, *, locked: bool = False
) -> FoundAction | None:
    """Return an action; None where there is none or it is foreign."""
    statement = _visible_actions(principal).where(SupportAction.id == action_id)
    if locked:
        statement = statement.with_for_update(of=SupportAction)
    row = (await session.execute(statement)).one_or_none()
    return None if row is None else FoundAction(*row)


async def list_actions(
    session: AsyncSession, principal: Principal, wanted: ActionFilters, page: PageRequest
) -> Page[FoundAction]:
    """List the actions a principal sees, those that began last first."""
    conditions = {
        Municipality.oktmo: wanted.municipality,
        SupportAction.school_code: wanted.school_code,
        SupportAction.academic_year: wanted.academic_year,
        SupportAction.kind: wanted.kind.value if wanted.kind else None,
        SupportAction.state: wanted.state.value if wanted.state else None,
        SupportAction.measure_task_id: wanted.measure_task_id,
    }
    asked = [column == value for column, value in conditions.items() if value is not None]
    statement = _visible_actions(principal).where(*asked)
    found = await fetch_page(
        session, statement, [descending(SupportAction.starts_on), ascending(SupportAction.id)], page
    )
    return found.map(lambda row: FoundAction(*row[:2]))


async def list_persons(session: AsyncSession, actions: Sequence[SupportAction]) -> dict[UUID, list[SupportPerson]]:
    """Return the persons of actions by role and key."""
    statement = select(SupportPerson).where(
        SupportPerson.municipality_id.in_({action.municipality_id for action in actions}),
        SupportPerson.action_id.in_([action.id for action in actions]),
    )
    found: dict[UUID, list[SupportPerson]] = {}
    for person in await session.scalars(statement.order_by(SupportPerson.role, SupportPerson.person_key)):
        found.setdefault(person.action_id, []).append(person)
    return found


def _visible_actions(principal: Principal) -> Select[SupportAction, str]:
    return (
        select(SupportAction, Municipality.oktmo)
        .join(Municipality, Municipality.id == SupportAction.municipality_id)
        .where(visible_to(principal, SupportAction.municipality_id, SupportAction.school_code))
    )
