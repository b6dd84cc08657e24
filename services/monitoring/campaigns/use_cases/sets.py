"""Which set of indicators a campaign is about."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.errors import PeriodRefused, SetUnknown
from shared.errors import FieldIssue
from shared.indicators.definition import IndicatorSet, Monitoring, list_set_elements
from shared.indicators.periods import MonitoredPeriod, parse_period
from shared.models import Campaign
from shared.packs.definition import Pack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack, find_pack_in_force


@dataclass(frozen=True, slots=True)
class MonitoredSet:
    """A set of a pack and the period for which it is monitored."""

    pack: Pack
    one: IndicatorSet
    period: MonitoredPeriod

    @property
    def monitoring(self) -> Monitoring:
        """Return the part of the pack in which the set stands."""
        assert self.pack.monitoring is not None, "the set was found there"
        return self.pack.monitoring

    @property
    def order_required(self) -> bool:
        """Say whether the programme asks for an order (B64)."""
        return self.one.conduct is not None and self.one.conduct.order_required

    @property
    def asks_municipality(self) -> bool:
        """Say whether the municipality itself has something to answer."""
        elements = list_set_elements(self.one)
        return any(each.level == "municipality" for each in elements)


async def get_set_in_force(session: AsyncSession, pack_code: str, set_code: str, period_text: str) -> MonitoredSet:
    """Return the set by the pack version in force for the period; raise PeriodRefused or SetUnknown."""
    period = parse_period(period_text)
    stored = await find_pack_in_force(session, pack_code, period.academic_year)
    if stored is None:
        detail = f"Программы «{pack_code}» нет."
        raise SetUnknown(detail, errors=[_point("pack", SetUnknown.code, detail)])
    found = find_set(parse_pack(stored.definition), set_code, period)
    if found is None:
        detail = f"В программе «{pack_code}» нет набора показателей «{set_code}»."
        raise SetUnknown(detail, errors=[_point("set", SetUnknown.code, detail)])
    if not period.fits(found.one.period):
        raise PeriodRefused(errors=[_point("period", PeriodRefused.code, "Набор собирают за другие периоды.")])
    return found


async def get_set_of(session: AsyncSession, campaign: Campaign) -> MonitoredSet:
    """Return the set of a campaign by the pack version that it names."""
    stored = await find_pack(session, campaign.pack_code, campaign.pack_version)
    assert stored is not None, "a campaign refers to its pack by a foreign key"
    found = find_set(parse_pack(stored.definition), campaign.set_code, parse_period(campaign.period))
    assert found is not None, "versions of packs never change"
    return found


def find_set(pack: Pack, set_code: str, period: MonitoredPeriod) -> MonitoredSet | None:
    """Return the set of the pack, None where there is none of this code."""
    sets = pack.monitoring.sets if pack.monitoring else ()
    return next((MonitoredSet(pack, one, period) for one in sets if one.code == set_code), None)


def _point(field: str, code: str, detail: str) -> FieldIssue:
    return FieldIssue(f"/body/{field}", code, detail)
