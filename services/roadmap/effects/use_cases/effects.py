"""Schools with a measure beside schools without."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.effects import queries
from services.roadmap.effects.queries import YearFilters
from services.roadmap.effects.rules import FEWEST_SCHOOLS, NEAR_PUPILS, Group, Move, collect_group, compare_groups
from services.roadmap.effects.schemas import (
    CriterionMove,
    EffectGroup,
    EffectRead,
    EffectsRead,
    EffectTerms,
    IndicatorEffect,
    MeasureKind,
    SchoolEffect,
)
from services.roadmap.effects.use_cases.indicators import compare_indicators, find_slots, list_school_indicators
from shared.access.principals import Principal
from shared.database.paging import Page, PageRequest
from shared.reference.academic_years import format_academic_year

_NOTE = (
    f"Группа сравнения: школы из списка и школы, которым до списка не хватило не больше {NEAR_PUPILS} обучающихся, "
    f"где не выполнено ни одной меры по критерию. Если в группе меньше {FEWEST_SCHOOLS} школ, судить нельзя: одна "
    "школа меняет итог. Числа показывают, что было и что стало, а не почему; школы не сравниваются между собой."
)
_Rows = list[Row[*tuple[Any, ...]]]


async def compare_effects(session: AsyncSession, principal: Principal, wanted: YearFilters) -> EffectsRead:
    """Put schools that did a measure beside schools near the threshold that did none, criterion by criterion."""
    slots = await find_slots(session, principal, wanted)
    indicators = await compare_indicators(session, principal, wanted, slots)
    by_kind: dict[tuple[str, str], _Rows] = defaultdict(list)
    comparisons: dict[str, _Rows] = defaultdict(list)
    for row in await queries.count_effects(session, principal, wanted):
        if row.measure is None:
            comparisons[row.criterion].append(row)
        else:
            by_kind[row.criterion, row.measure].append(row)
    return EffectsRead(
        category=wanted.category,
        academic_year=format_academic_year(wanted.academic_year),
        earlier_academic_year=format_academic_year(wanted.earlier),
        terms=EffectTerms(
            done_from=wanted.done_from,
            done_until=wanted.done_before - timedelta(days=1),
            near_pupils=NEAR_PUPILS,
            fewest_schools=FEWEST_SCHOOLS,
            note=_NOTE,
        ),
        items=[_compare(rows, comparisons[key[0]], indicators.get(key, [])) for key, rows in sorted(by_kind.items())],
    )


async def list_effects(
    session: AsyncSession, principal: Principal, wanted: YearFilters, page: PageRequest
) -> Page[SchoolEffect]:
    """List the schools of both groups by code."""
    rows = await queries.list_effects(session, principal, wanted, page)
    slots = await find_slots(session, principal, wanted)
    values = await list_school_indicators(session, principal, wanted, slots, [row.key for row in rows.items])
    names = ("school_code", "school_name", "municipality_oktmo", "to_enter", "was_listed", "criteria")
    return rows.map(
        lambda row: SchoolEffect.model_validate(
            {name: getattr(row, name) for name in names} | {"indicators": values.get(row.key, [])}
        )
    )


def _compare(with_measure: _Rows, without: _Rows, indicators: list[IndicatorEffect]) -> EffectRead:
    group, comparison = _collect(with_measure), _collect(without)
    told = compare_groups(group, comparison)
    first = min(with_measure, key=lambda row: row.measure_title)
    return EffectRead(
        criterion=first.criterion,
        criterion_title=first.criterion_title,
        measure=MeasureKind(code=first.measure_code, title=first.measure_title),
        tasks_done=sum(row.tasks for row in with_measure),
        with_measure=_describe(group),
        comparison=_describe(comparison),
        indicators=indicators,
        verdict=told.verdict,
        text=told.text,
    )


def _collect(rows: _Rows) -> Group:
    return collect_group(Move(row.before, row.after, row.schools) for row in rows)


def _describe(group: Group) -> EffectGroup:
    return EffectGroup(
        schools=group.schools,
        decided=group.decided,
        met_before=group.met_before,
        no_longer_met=group.count("met", "not_met"),
        newly_met=group.count("not_met", "met"),
        moves=[CriterionMove.model_validate(move) for move in group.moves],
    )
