"""Definitions as people read them."""

from collections.abc import Iterator

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.indicators import queries
from services.monitoring.indicators.errors import DefinitionNotFound, DefinitionsNotFound
from services.monitoring.indicators.schemas import (
    IndicatorEvidenceRead,
    IndicatorItemRead,
    IndicatorRead,
    IndicatorSetRead,
    PackDefinitionsRead,
    PackIndicatorsRead,
    PointsRead,
    ReadingRead,
)
from shared.database.paging import Page, PageRequest
from shared.indicators.definition import Indicator, IndicatorSet, Monitoring
from shared.models import Pack as StoredPack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack


async def list_indicator_sets(session: AsyncSession, page: PageRequest) -> Page[PackIndicatorsRead]:
    """List the sets of every programme that has indicators, by the newest approved version."""
    return (await queries.list_monitored_packs(session, page)).map(_describe_pack)


async def list_definitions(session: AsyncSession, pack_code: str, version: str | None) -> PackDefinitionsRead:
    """List every indicator of a version, the newest approved one without it; raise DefinitionsNotFound."""
    wanted = version or await queries.find_newest_version(session, pack_code)
    stored = await find_pack(session, pack_code, wanted) if wanted else None
    monitoring = parse_pack(stored.definition).monitoring if stored else None
    if stored is None or monitoring is None:
        raise DefinitionsNotFound
    found = [_describe(monitoring, one, indicator) for one in monitoring.sets for indicator in one.indicators]
    return PackDefinitionsRead(pack=stored.code, pack_version=stored.version, indicators=found)


async def get_definition(session: AsyncSession, pack_code: str, code: str, version: str | None) -> IndicatorRead:
    """Return one indicator; raise DefinitionsNotFound or DefinitionNotFound."""
    definitions = await list_definitions(session, pack_code, version)
    found = next((each for each in definitions.indicators if each.code == code), None)
    if found is None:
        raise DefinitionNotFound
    return found


def _describe_pack(stored: StoredPack) -> PackIndicatorsRead:
    monitoring = parse_pack(stored.definition).monitoring
    sets = [_describe_set(one) for one in monitoring.sets] if monitoring else []
    return PackIndicatorsRead(pack=stored.code, pack_version=stored.version, title=stored.title, sets=sets)


def _describe_set(one: IndicatorSet) -> IndicatorSetRead:
    return IndicatorSetRead(
        code=one.code,
        title=one.title,
        period=one.period.kind,
        months=list(one.period.months),
        calendar=one.period.calendar,
        order_required=one.conduct.order_required if one.conduct else False,
        analysis_days=one.conduct.analysis_days if one.conduct else None,
        indicators=[indicator.code for indicator in one.indicators],
        source=one.period.source,
    )


def _describe(monitoring: Monitoring, one: IndicatorSet, indicator: Indicator) -> IndicatorRead:
    group = next(group for group in one.groups if group.code == indicator.group)
    same = (
        "code",
        "title",
        "level",
        "kind",
        "asked",
        "support",
        "over",
        "numerator",
        "denominator",
        "applies",
        "direction",
    )
    words = ("applies", "direction", "counted", "formula", "reconstructed", "source")
    evidence = [each for each in one.evidence if indicator.code in each.indicators]
    return IndicatorRead(
        **{name: getattr(indicator, name) for name in (*same, *words)},
        set=one.code,
        group=IndicatorItemRead(code=group.code, title=group.title),
        unit={"share": "percent", "count": "count", "answer": None}[indicator.kind],
        points=PointsRead.model_validate(indicator.points) if indicator.points else None,
        parts=[IndicatorItemRead.model_validate(part) for part in indicator.parts],
        factors=[IndicatorItemRead.model_validate(factor) for factor in indicator.factors],
        evidence=[IndicatorEvidenceRead.model_validate(each) for each in evidence],
        readings=list(_list_readings(monitoring, one, indicator)),
    )


def _list_readings(monitoring: Monitoring, one: IndicatorSet, indicator: Indicator) -> Iterator[ReadingRead]:
    """Yield the readings that the indicator, its points and its set of schools stand on, each once."""
    schools = monitoring.schools.get(indicator.over or "")
    places = (indicator, indicator.points, schools, one.period)
    codes = [code for place in places if place is not None for code in place.ambiguity]
    for code in dict.fromkeys(codes):
        options = {name: option for name, option in monitoring.options.items() if option.ambiguity == code}
        yield ReadingRead(code=code, options={name: dict(option.choices) for name, option in options.items()})
