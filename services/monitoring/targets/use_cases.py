"""What is done with targets: set, changed, told of."""

from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.targets import queries
from services.monitoring.targets.errors import TargetExists, TargetRefused
from services.monitoring.targets.schemas import TargetCreate, TargetRead, TargetUpdate
from shared.access.principals import Principal
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.indicators.definition import Indicator
from shared.indicators.periods import parse_period
from shared.models import IndicatorTarget, Municipality
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack_in_force
from shared.rules.options import format_decimal

_FIELDS = {"share": "percent", "count": "count", "answer": "answer"}


async def create_target(
    session: AsyncSession, wanted: TargetCreate, municipality: Municipality, client_id: UUID
) -> IndicatorTarget:
    """Set what a municipality means to reach; raise TargetRefused or TargetExists."""
    await _check(session, wanted.pack, wanted.period, wanted.indicator, wanted)
    now = utc_now()
    values = {
        "municipality_id": municipality.id,
        "id": uuid4(),
        "pack_code": wanted.pack,
        "indicator_code": wanted.indicator,
        "period": wanted.period,
        **_columns(wanted),
        "client_id": client_id,
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }
    target = await queries.add_target(session, values)
    if target is None:
        raise TargetExists
    await _record(session, target, "created", client_id, ())
    return target


async def update_target(session: AsyncSession, target: IndicatorTarget, wanted: TargetUpdate, client_id: UUID) -> None:
    """Change a locked target; raise TargetRefused where it does not fit its indicator."""
    await _check(session, target.pack_code, target.period, target.indicator_code, wanted)
    changed = {name: value for name, value in _columns(wanted).items() if getattr(target, name) != value}
    if not changed:
        return
    await queries.store_target(session, target, changed | {"updated_at": utc_now()})
    await _record(session, target, "updated", client_id, tuple(changed))


def describe_target(principal: Principal, row: Row[*tuple[Any, ...]]) -> TargetRead:
    """Return a target as people read it."""
    target: IndicatorTarget = row[0]
    return TargetRead(
        id=target.id,
        municipality=row.oktmo,
        pack=target.pack_code,
        indicator=target.indicator_code,
        period=target.period,
        percent=None if target.percent is None else format_decimal(Fraction(target.percent)),
        count=target.count,
        answer=target.answer,
        source=target.source,
        version=target.version,
        created_at=target.created_at,
        updated_at=target.updated_at,
        allowed_actions=["update"] if "monitoring:conduct" in principal.scopes else [],
    )


def _columns(wanted: TargetUpdate) -> dict[str, Any]:
    percent = None if wanted.percent is None else Decimal(wanted.percent)
    return {"percent": percent, "count": wanted.count, "answer": wanted.answer, "source": wanted.source}


async def _check(session: AsyncSession, pack_code: str, period: str, code: str, wanted: TargetUpdate) -> None:
    """Hold a target against its indicator: one of municipalities, and of the kind of its value."""
    stored = await find_pack_in_force(session, pack_code, parse_period(period).academic_year)
    if stored is None:
        raise _refuse("pack", f"Программы «{pack_code}» нет.")
    indicator = next((one for one in parse_pack(stored.definition).indicators if one.code == code), None)
    if indicator is None or indicator.level != "municipality":
        raise _refuse("indicator", f"В программе «{pack_code}» нет показателя муниципалитета «{code}».")
    _check_kind(indicator, wanted)


def _check_kind(indicator: Indicator, wanted: TargetUpdate) -> None:
    expected = _FIELDS[indicator.kind]
    given = [name for name in _FIELDS.values() if getattr(wanted, name) is not None]
    if given != [expected]:
        raise _refuse(expected, f"Показателю «{indicator.code}» нужно одно поле {expected}, остальные уберите.")


def _refuse(field: str, detail: str) -> TargetRefused:
    return TargetRefused(detail, errors=[FieldIssue(f"/body/{field}", TargetRefused.code, detail)])


async def _record(
    session: AsyncSession, target: IndicatorTarget, action: str, client_id: UUID, fields: tuple[str, ...]
) -> None:
    changed = Changed("indicator_target", str(target.id), action, fields, target.municipality_id)
    await record_change(session, changed, client_id)
