"""What is done with programmes: taken over from a pack, edited, approved, told of."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.programmes import queries
from services.roadmap.programmes.errors import ProgrammeExists, ProgrammeIncomplete, ProgrammeRefused
from services.roadmap.programmes.queries import FoundProgramme
from services.roadmap.programmes.rules import list_actions, list_passport_faults, list_year_faults, make_passport
from services.roadmap.programmes.schemas import ProgrammeCreate, ProgrammeRead, ProgrammeUpdate
from shared.access.principals import Principal
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.http.orders import Order, find_order, order_columns
from shared.models import Municipality, Programme
from shared.packs.definition import Pack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack_in_force
from shared.reference.academic_years import find_academic_year

PROGRAMME = "programme"
"""Kind of object under which changes of programmes are recorded."""


async def create_programme(
    session: AsyncSession, wanted: ProgrammeCreate, municipality: Municipality, client_id: UUID | None
) -> Programme:
    """Take a programme over from its pack in the version in force; raise ProgrammeRefused or ProgrammeExists."""
    pack = await _get_pack(session, wanted)
    printed = pack.programme
    first_year = wanted.first_year or (printed.first_year if printed else None)
    last_year = wanted.last_year or (printed.last_year if printed else None)
    _refuse(list(list_year_faults(first_year, last_year)))
    now = utc_now()
    values = {
        "municipality_id": municipality.id,
        "id": uuid4(),
        "pack_code": pack.code,
        "pack_version": pack.version,
        "title": pack.title,
        "first_year": first_year,
        "last_year": last_year,
        "passport": make_passport(pack).model_dump(mode="json"),
        "state": "draft",
        "order_parties": [],
        "client_id": client_id,
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }
    programme = await queries.add_programme(session, values)
    if programme is None:
        raise ProgrammeExists
    await _record(session, programme, "created", client_id)
    return programme


async def update_programme(
    session: AsyncSession, programme: Programme, wanted: ProgrammeUpdate, client_id: UUID | None
) -> None:
    """Write a locked draft as it shall be; what is the same already changes nothing. Raises ProgrammeRefused."""
    _refuse([*list_year_faults(programme.first_year, wanted.last_year), *list_passport_faults(wanted.passport)])
    values = {
        "title": wanted.title,
        "last_year": wanted.last_year,
        "passport": wanted.passport.model_dump(mode="json"),
    }
    changed = {name: value for name, value in values.items() if getattr(programme, name) != value}
    if changed:
        await queries.store_programme(session, programme, changed)
        await _record(session, programme, "updated", client_id, tuple(changed))


async def approve_programme(session: AsyncSession, programme: Programme, order: Order, client_id: UUID | None) -> None:
    """Approve a locked draft by an order; it never changes again. Raises ProgrammeIncomplete."""
    if not programme.passport.get("goal"):
        raise ProgrammeIncomplete
    values: dict[str, Any] = {"state": "approved", "approved_at": utc_now()}
    await queries.store_programme(session, programme, values | order_columns(order))
    await _record(session, programme, "approved", client_id, ("state", "order"))


def describe_programme(principal: Principal, found: FoundProgramme) -> ProgrammeRead:
    """Return a programme as this caller reads it."""
    programme = found.programme
    same = ("id", "pack_version", "title", "first_year", "last_year", "passport", "state", "approved_at")
    return ProgrammeRead.model_validate(
        {name: getattr(programme, name) for name in (*same, "created_at", "updated_at", "version")}
        | {
            "municipality": found.oktmo,
            "pack": programme.pack_code,
            "order": find_order(programme),
            "allowed_actions": list_actions(programme.state, principal.scopes),
        }
    )


async def _get_pack(session: AsyncSession, wanted: ProgrammeCreate) -> Pack:
    year = wanted.first_year or find_academic_year(utc_now().date())
    stored = await find_pack_in_force(session, wanted.pack, year)
    if stored is None:
        detail = f"Программы «{wanted.pack}» нет, или ни одна её версия не утверждена."
        raise ProgrammeRefused(detail, errors=[FieldIssue("/body/pack", "pack-unknown", detail)])
    return parse_pack(stored.definition)


def _refuse(issues: list[FieldIssue]) -> None:
    if issues:
        raise ProgrammeRefused(errors=issues)


async def _record(
    session: AsyncSession, programme: Programme, action: str, client_id: UUID | None, fields: tuple[str, ...] = ()
) -> None:
    changed = Changed(PROGRAMME, str(programme.id), action, fields, programme.municipality_id)
    await record_change(session, changed, client_id)
