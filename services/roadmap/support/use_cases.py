"""Support is recorded, corrected and withdrawn; monitoring hears of each of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.support import queries, rules
from services.roadmap.support.errors import SupportActionRefused, SupportActionWithdrawn
from services.roadmap.support.queries import FoundAction
from services.roadmap.support.schemas import (
    SupportActionCreate,
    SupportActionRead,
    SupportActionUpdate,
    SupportCount,
    SupportedSchool,
)
from shared.access.principals import Principal
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.database.paging import Page, PageRequest
from shared.errors import FieldIssue
from shared.models import School, SchoolDirectory, SupportAction
from shared.queue.messages import announce_support
from shared.reference.academic_years import format_academic_year, parse_academic_year
from shared.reference.school_codes import canonical_school_code
from shared.support.kinds import PersonRole

OBJECT_KIND = "support_action"
_AS_STORED = (
    *("id", "school_code", "kind", "subkind", "level", "productive_form", "starts_on", "ends_on"),
    *("teachers", "leaders", "pupils", "teachers_total", "leaders_total", "pupils_total"),
    *("provider", "provider_school_code", "note", "measure_task_id", "state", "version", "created_at", "updated_at"),
)
_AS_WANTED = {
    *("subkind", "level", "productive_form", "starts_on", "ends_on", "teachers_total", "leaders_total"),
    *("pupils_total", "provider", "note", "measure_task_id"),
}


async def create_support_action(
    session: AsyncSession, school: SchoolDirectory, wanted: SupportActionCreate, client_id: UUID
) -> SupportAction:
    """Record an action for a school; raise SupportActionRefused."""
    values = await _check(session, school.municipality_id, school.code, wanted)
    now = utc_now()
    action = SupportAction(
        municipality_id=school.municipality_id,
        id=uuid4(),
        school_code=school.code,
        state="recorded",
        client_id=client_id,
        version=1,
        created_at=now,
        updated_at=now,
        **values,
    )
    await queries.add_action(session, action)
    await queries.replace_persons(session, action, wanted.persons)
    await _record(session, action, "created", client_id)
    return action


async def update_support_action(
    session: AsyncSession, action: SupportAction, wanted: SupportActionUpdate, client_id: UUID
) -> None:
    """Correct a locked action; raise SupportActionRefused or SupportActionWithdrawn."""
    if action.state == "withdrawn":
        raise SupportActionWithdrawn
    values = await _check(session, action.municipality_id, action.school_code, wanted)
    earlier = action.academic_year
    changed = [name for name, value in values.items() if getattr(action, name) != value]
    persons = (await queries.list_persons(session, [action])).get(action.id, [])
    if {(one.role, one.person_key) for one in persons} != {(one.role, one.key) for one in wanted.persons}:
        changed.append("persons")
    if not changed:
        return
    await queries.replace_persons(session, action, wanted.persons)
    await queries.store_action(session, action, values | {"updated_at": utc_now()})
    await _record(session, action, "updated", client_id, tuple(changed))
    if earlier != action.academic_year:
        await announce_support(session, action.municipality_id, [earlier])


async def withdraw_support_action(session: AsyncSession, action: SupportAction, client_id: UUID) -> None:
    """Withdraw a locked action: it stays readable, counts for nothing, and what is withdrawn stays so."""
    if action.state == "withdrawn":
        raise SupportActionWithdrawn
    await queries.store_action(session, action, {"state": "withdrawn", "updated_at": utc_now()})
    await _record(session, action, "withdrawn", client_id, ("state",))


async def describe_support_actions(
    session: AsyncSession, principal: Principal, found: Sequence[FoundAction]
) -> list[SupportActionRead]:
    """Return actions as this caller reads them."""
    persons = await queries.list_persons(session, [each.action for each in found])
    may_write = "roadmap:write" in principal.scopes
    return [
        SupportActionRead.model_validate(
            {
                **{name: getattr(each.action, name) for name in _AS_STORED},
                "municipality": each.oktmo,
                "academic_year": format_academic_year(each.action.academic_year),
                "persons": [{"role": one.role, "key": one.person_key} for one in persons.get(each.action.id, [])],
                "document": _describe_document(each.action),
                "allowed_actions": ["update", "withdraw"] if may_write and each.action.state == "recorded" else [],
            }
        )
        for each in found
    ]


async def summarise_support(
    session: AsyncSession, principal: Principal, oktmo: str, academic_year: int, page: PageRequest
) -> Page[SupportedSchool]:
    """Return what the support of a year came to, school by school."""
    schools = await queries.list_supported_schools(session, principal, oktmo, academic_year, page)
    counts: dict[str, dict[str, dict[str, Any]]] = {}
    for row in await queries.list_counts(session, schools.items, academic_year):
        counts.setdefault(row.school_code, {}).setdefault(row.kind, {})[row.role] = row
    return schools.map(lambda school: _describe_school(school, counts.get(school.code, {})))


def _describe_school(school: School, kinds: dict[str, dict[str, Any]]) -> SupportedSchool:
    return SupportedSchool(
        school_code=school.printed_code,
        school_name=school.name,
        kinds=[
            SupportCount.model_validate(
                {
                    "kind": kind,
                    "actions": roles[PersonRole.teacher].actions,
                    **{
                        field: {
                            "persons": roles[role].persons,
                            "not_deduplicated": roles[role].not_deduplicated or False,
                        }
                        for role, field in rules.HEADS.items()
                    },
                }
            )
            for kind, roles in kinds.items()
        ],
    )


def _describe_document(action: SupportAction) -> dict[str, Any] | None:
    if action.document_kind is None:
        return None
    return {name: getattr(action, f"document_{name}") for name in ("kind", "number", "date", "link")}


async def _check(
    session: AsyncSession, municipality_id: int, school_code: str, wanted: SupportActionUpdate
) -> dict[str, Any]:
    """Return the columns that an action fills, or raise SupportActionRefused with every fault."""
    leader = canonical_school_code(wanted.provider_school_code) if wanted.provider_school_code else None
    faults = rules.list_faults(wanted.model_copy(update={"provider_school_code": leader}), school_code)
    task_id = wanted.measure_task_id
    if task_id is not None and not await queries.has_task(session, municipality_id, school_code, task_id):
        detail = "Такой задачи у этой школы и её муниципалитета нет."
        faults.append(FieldIssue("/body/measure_task_id", SupportActionRefused.code, detail))
    if faults:
        raise SupportActionRefused(errors=faults)
    document = wanted.document.model_dump() if wanted.document else dict.fromkeys(("kind", "number", "date", "link"))
    return {
        **wanted.model_dump(include=_AS_WANTED),
        **rules.count_heads(wanted),
        **{f"document_{name}": value for name, value in document.items()},
        "kind": wanted.kind.value,
        "academic_year": parse_academic_year(wanted.academic_year),
        "keyed_roles": sorted({person.role.value for person in wanted.persons}),
        "provider_school_code": leader,
    }


async def _record(
    session: AsyncSession, action: SupportAction, verb: str, client_id: UUID, fields: tuple[str, ...] = ()
) -> None:
    """Write the change row of an action and let monitoring derive anew what stands on it."""
    changed = Changed(OBJECT_KIND, str(action.id), verb, fields, action.municipality_id)
    await record_change(session, changed, client_id)
    await announce_support(session, action.municipality_id, [action.academic_year])
