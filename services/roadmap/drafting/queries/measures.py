"""Statements over what the drafts have to answer, and the measures that answer it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Integer,
    Subquery,
    Text,
    Uuid,
    and_,
    any_,
    cast,
    column,
    func,
    insert,
    literal,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.drafting.queries.drafts import Drafting, count_rows
from shared.judged_schools import select_criteria
from shared.models import Measure, Report, ReportRecommendation, Roadmap

_AFTER_CRITERIA = 1000
"""Deficits come after the criteria of any rule."""
_CONTENT = ("number", "code", "title", "term_text", "recurrence", "expected_result")
_DAYS = ("starts_on", "ends_on")
_LISTS = ("items", "evidence", "indicators")


async def add_measures(session: AsyncSession, drafting: Drafting, answers: Sequence[dict[str, Any]]) -> int:
    """Write the measures of the drafts, criteria in pack order before deficits; return how many."""
    picked = _pick_answers(_select_needs(drafting), _read_answers(answers))
    order = func.row_number().over(partition_by=picked.c.roadmap_id, order_by=[picked.c.place, picked.c.key])
    columns: dict[str, Any] = {
        "id": func.gen_random_uuid(),
        "position": order,
        **{name: picked.c[name] for name in ("municipality_id", "roadmap_id", "criteria", "deficits", *_CONTENT)},
        **{name: cast(picked.c[name], Date) for name in _DAYS},
        **{name: _read_texts(picked.c[name]) for name in _LISTS},
        "responsible": cast(picked.c.responsible, JSONB),
        "predecessors": cast(literal("{}"), ARRAY(Uuid)),
    }
    return count_rows(await session.execute(insert(Measure).from_select(list(columns), select(*columns.values()))))


def _select_needs(drafting: Drafting) -> Subquery:
    """Return what the drafts have to answer: criteria met in the year, deficits of reports; path and place."""
    at = drafting.school_list
    criteria = select_criteria(at.academic_year, drafting.category)
    keys = (Roadmap.municipality_id, Roadmap.id.label("roadmap_id"), Roadmap.pack_code, Roadmap.pack_version)
    met = (
        select(*keys, criteria.c.criterion.label("path"), cast(criteria.c.place, Integer).label("place"))
        .join(
            criteria,
            (criteria.c.municipality_id == Roadmap.municipality_id) & (criteria.c.school_code == Roadmap.school_code),
        )
        .where(drafting.drafts, criteria.c.state == literal("met", Text))
    )
    same_report = and_(
        ReportRecommendation.municipality_id == Report.municipality_id, ReportRecommendation.report_id == Report.id
    )
    lacking = (
        select(
            *keys,
            func.concat_ws("/", Report.pack_code, ReportRecommendation.deficit_code).label("path"),
            literal(_AFTER_CRITERIA).label("place"),
        )
        .distinct()
        .join(Report, and_(Report.municipality_id == Roadmap.municipality_id, Report.pack_code == Roadmap.pack_code))
        .join(ReportRecommendation, same_report)
        .where(
            drafting.drafts,
            Report.approved_at >= drafting.deficits_since,
            ReportRecommendation.deficit_code.is_not(None),
            Roadmap.school_code == any_(ReportRecommendation.schools),
        )
    )
    return union_all(met, lacking).subquery("needs")


def _pick_answers(needs: Subquery, answers: Subquery) -> Subquery:
    """Return the measures of each draft, one for all that it answers."""
    is_criterion = needs.c.place < _AFTER_CRITERIA
    paths = aggregate_order_by(needs.c.path, needs.c.place, needs.c.path)
    none = cast(literal("{}"), ARRAY(Text))
    keys = ("pack_code", "pack_version", "path")
    return (
        select(
            needs.c.municipality_id,
            needs.c.roadmap_id,
            answers.c.key,
            # All rows of one key say the same of the measure.
            *[func.min(answers.c[name]).label(name) for name in (*_CONTENT, *_DAYS)],
            *[func.min(cast(answers.c[name], Text)).label(name) for name in (*_LISTS, "responsible")],
            func.coalesce(func.array_agg(paths).filter(is_criterion), none).label("criteria"),
            func.coalesce(func.array_agg(paths).filter(~is_criterion), none).label("deficits"),
            func.min(needs.c.place).label("place"),
        )
        .join_from(needs, answers, and_(*[answers.c[key] == needs.c[key] for key in keys]))
        .group_by(needs.c.municipality_id, needs.c.roadmap_id, answers.c.key)
        .subquery("picked")
    )


def _read_answers(answers: Sequence[dict[str, Any]]) -> Subquery:
    """Return the catalogue as rows."""
    texts = ("pack_code", "pack_version", "path", "key", *_CONTENT, *_DAYS)
    fields = [column(name, Text) for name in texts]
    fields += [column(name, JSONB) for name in (*_LISTS, "responsible")]
    rows = func.jsonb_to_recordset(cast(list(answers), JSONB)).table_valued(*fields)
    return select(rows.render_derived(name="answer", with_types=True)).subquery("answers")


def _read_texts(written: ColumnElement[Any]) -> ColumnElement[Any]:
    """Turn JSON text of a list of texts into an array."""
    text = func.jsonb_array_elements_text(cast(written, JSONB)).table_valued("value").render_derived(name="one")
    return func.array(select(text.c.value).scalar_subquery())
